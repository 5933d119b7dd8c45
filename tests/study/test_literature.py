"""Literature as it is kept: added, screened, graded, and taken away again."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.project.project import Project
from qda.study import literature
from qda.study.literature import CriterionNameMissing, CriterionTaken, NoSuchGrade, TitleMissing, UnknownStage
from qda.study.references import Reference
from tests.factories import make_source

_GRAY = Reference("Listening at the door", "article", "Gray, Beth", "2010", doi="https://doi.org/10.1/abc")
_MOSS = Reference("Coding by hand", "book", "Moss, Ida", "2006")


def test_what_is_added_is_tidied_and_gets_a_key(project: Project) -> None:
    literature.add_many(project, [_GRAY, _GRAY, _MOSS], duplicates={1})

    found = literature.rows(project)

    assert [row.reference.cite_key for row in found] == ["gray2010listening", "gray2010listeninga", "moss2006coding"]
    assert [row.stage for row in found] == ["found", "duplicate", "found"]
    assert found[0].reference.doi == "10.1/abc"
    assert found[0].short == "Gray, 2010"


def test_a_publication_without_a_title_is_refused(project: Project) -> None:
    with pytest.raises(TitleMissing):
        literature.add(project, Reference("  ", authors="Gray, B."))
    one = literature.add(project, _GRAY)
    with pytest.raises(TitleMissing):
        literature.change(project, one, title=" ")

    assert literature.rows(project)[0].reference.title == "Listening at the door"


def test_fields_are_changed_as_they_are_typed(project: Project) -> None:
    one = literature.add(project, _GRAY)

    literature.change(project, one, authors=" Gray,  Beth\n\nHall, Mary ", doi="doi:10.1/x", abstract="One.\n\nTwo. ")

    found = literature.rows(project)[0].reference
    assert (found.authors, found.doi, found.abstract) == ("Gray, Beth\nHall, Mary", "10.1/x", "One.\n\nTwo.")


def test_several_are_said_to_be_found_in_one_place(project: Project) -> None:
    both = literature.add_many(project, [_GRAY, _MOSS])

    literature.set_found_in(project, both, " Fictional  Abstracts ")

    assert [row.reference.found_in for row in literature.rows(project)] == ["Fictional Abstracts"] * 2


def test_only_what_is_left_out_has_a_reason(project: Project) -> None:
    one = literature.add(project, _GRAY)
    literature.set_stage(project, [one], "screened out", "Not in English")
    out = literature.rows(project)[0]

    literature.set_stage(project, [one], "included", "Not in English")

    assert (out.stage, out.reason) == ("screened out", "Not in English")
    assert literature.rows(project)[0].reason == ""
    with pytest.raises(UnknownStage):
        literature.set_stage(project, [one], "lost")


def test_a_criterion_that_is_renamed_takes_its_reasons_along(project: Project) -> None:
    one = literature.add(project, _GRAY)
    criterion = literature.add_criterion(project, "Other field")
    literature.set_stage(project, [one], "screened out", "Other field")

    literature.change_criterion(project, criterion, name="Unrelated topic")

    assert literature.rows(project)[0].reason == "Unrelated topic"


def test_a_grade_is_one_of_those_there_are(project: Project) -> None:
    one, two = literature.add_many(project, [_GRAY, _MOSS])
    depth = literature.add_criterion(project, "Depth", "grade", choices=["strong", "partial", "doubtful"])

    literature.judge(project, [one, two], depth, "STRONG")
    with pytest.raises(NoSuchGrade) as refused:
        literature.judge(project, [one], depth, "splendid")

    assert [row.values for row in literature.rows(project)] == [{depth: "strong"}, {depth: "strong"}]
    assert "strong, partial, doubtful" in refused.value.hint
    literature.judge(project, [one], depth, "")
    assert literature.rows(project)[0].values == {}


def test_criteria_have_names_of_their_own(project: Project) -> None:
    literature.add_criterion(project, "Depth")

    with pytest.raises(CriterionTaken):
        literature.add_criterion(project, " DEPTH ")
    with pytest.raises(CriterionNameMissing):
        literature.add_criterion(project, "")


def test_criteria_stand_in_the_order_they_are_put_in(project: Project) -> None:
    one, two = (literature.add_criterion(project, name) for name in ("Depth", "Aim"))

    literature.order_criteria(project, [two, one])

    assert [row.name for row in literature.criteria(project)] == ["Aim", "Depth"]
    assert literature.find_criterion(project, "aim") == two


def test_notes_have_one_place(project: Project) -> None:
    one, two = literature.add_many(project, [_GRAY, _MOSS])

    literature.write_notes(project, one, "Read twice.\nGood.")
    literature.write_notes(project, two, "Borrowed.")

    (notes,) = literature.criteria(project, "notes")
    assert [row.values[notes.id] for row in literature.rows(project)] == ["Read twice.\nGood.", "Borrowed."]


def test_words_for_many_leave_what_is_written_as_it_is(project: Project) -> None:
    one, two = literature.add_many(project, [_GRAY, _MOSS])
    aim = literature.add_criterion(project, "Aim", "summary")
    literature.judge(project, [one], aim, "To listen")

    literature.write_each(project, aim, {one: "Other", two: " To code "})

    assert [row.values[aim] for row in literature.rows(project)] == ["To listen", "To code"]


def test_a_source_is_the_text_of_a_publication_and_outlives_it(project: Project) -> None:
    one, source = literature.add(project, _GRAY), make_source(project)
    literature.link(project, one, source)
    linked = literature.rows(project)[0]

    literature.delete(project, [one])

    assert (linked.source_id, linked.source) == (source, "Interview")
    assert literature.rows(project) == []


def test_a_publication_is_found_by_key_or_title(project: Project) -> None:
    one = literature.add(project, _GRAY)

    assert literature.find(project, "Gray2010listening") == literature.find(project, "listening at the DOOR") == one
    with pytest.raises(NotFound, match="gray2010listening"):
        literature.find(project, "gray2010")


def test_deleting_a_criterion_takes_its_judgements(project: Project) -> None:
    one = literature.add(project, _GRAY)
    depth = literature.add_criterion(project, "Depth", "grade")
    literature.judge(project, [one], depth, "deep")

    literature.delete_criteria(project, [depth])

    assert literature.rows(project)[0].values == {}
    assert literature.criteria(project) == []
