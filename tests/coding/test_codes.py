from __future__ import annotations

import pytest

from qda.coding import codes, queries, segments
from qda.errors import NotFound
from qda.project.project import Project
from tests.factories import make_source, span_of


def names(project: Project) -> list[str]:
    return [row.path for row in queries.code_rows(project)]


def test_names_are_unique_among_siblings_whatever_their_case(project: Project) -> None:
    codes.create(project, "Calming down")

    with pytest.raises(codes.CodeNameTaken):
        codes.create(project, "calming  DOWN")


def test_the_same_name_may_live_under_two_parents(project: Project) -> None:
    one, two = codes.create(project, "one"), codes.create(project, "two")

    codes.create(project, "talking", parent_id=one)
    codes.create(project, "talking", parent_id=two)

    assert names(project) == ["one", "one > talking", "two", "two > talking"]


def test_a_label_that_means_two_codes_is_answered_with_their_paths(project: Project) -> None:
    for parent in ("one", "two"):
        codes.create(project, "talking", parent_id=codes.create(project, parent))

    with pytest.raises(NotFound) as problem:
        codes.named(project, "talking")

    assert problem.value.candidates == ("one > talking", "two > talking")
    assert codes.named(project, "two > talking") == 5


def test_a_code_can_t_move_under_itself(project: Project) -> None:
    above = codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)

    with pytest.raises(codes.CodeWouldLoop):
        codes.move(project, [above], below)


def test_codes_are_moved_in_front_of_a_sibling(project: Project) -> None:
    first, _second, third = (codes.create(project, name) for name in ("first", "second", "third"))

    codes.move(project, [third], codes.ROOT, before=first)

    assert names(project) == ["third", "first", "second"]


def test_merging_keeps_with_which_code_each_segment_began(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    segments.apply(project, source, span_of("came in"), calm)
    segments.apply(project, source, span_of("sat down"), quiet)

    codes.merge(project, [quiet], into=calm)

    assert [(row.code, row.first_code) for row in queries.everything(project)] == [("calm", "calm"), ("calm", "quiet")]
    assert queries.first_codes(project, calm) == {"calm": 1, "quiet": 1}


def test_undoing_a_merge_gives_each_segment_its_old_code_back(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    segments.apply(project, source, span_of("came in"), quiet)
    codes.merge(project, [quiet], into=calm)

    project.undo()

    assert [row.code for row in queries.everything(project)] == ["quiet"]


def test_two_codes_of_one_segment_merge_into_one_segment_of_the_code(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    for code in (calm, quiet):
        segments.apply(project, source, span_of("came in"), code)

    codes.merge(project, [quiet], into=calm)

    row = queries.code_rows(project)[0]
    assert (row.name, row.codings, row.segments) == ("calm", 2, 1)


def test_a_code_that_was_split_and_merged_back_stands_once(project: Project) -> None:
    source = make_source(project)
    calm = codes.create(project, "calm")
    coding = segments.apply(project, source, span_of("came in"), calm).coding_id
    split = codes.split(project, calm, "resting", [coding])
    segments.apply(project, source, span_of("came in"), calm)

    codes.merge(project, [split], into=calm)

    assert [(row.name, row.codings) for row in queries.code_rows(project)] == [("calm", 1)]


def test_a_deleted_code_that_others_began_with_is_retired_and_remembered(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    coding = segments.apply(project, source, span_of("came in"), calm).coding_id
    segments.recode(project, [coding], quiet)

    codes.delete(project, [calm])

    assert names(project) == ["quiet"]
    assert queries.everything(project)[0].first_code == "calm"


def test_deleting_a_code_takes_its_codings_and_lifts_its_children(project: Project) -> None:
    source = make_source(project)
    above = codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)
    segments.apply(project, source, span_of("came in"), above)
    segments.apply(project, source, span_of("sat down"), below)

    codes.delete(project, [above])

    assert names(project) == ["below"]
    assert [row.code for row in queries.everything(project)] == ["below"]


def test_a_retired_name_is_free_again(project: Project) -> None:
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    codes.merge(project, [quiet], into=calm)

    again = codes.create(project, "quiet")

    assert again not in (calm, quiet)


def test_raising_a_code_leaves_its_place(project: Project) -> None:
    above = codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)

    codes.set_level(project, [below], "focused")

    row = next(row for row in queries.code_rows(project) if row.id == below)
    assert (row.level, row.parent_id) == ("focused", above)


def test_a_code_takes_its_colour_from_the_code_above(project: Project) -> None:
    above = codes.create(project, "above", color="#332288")
    codes.create(project, "below", parent_id=above)

    assert [row.shown_color for row in queries.code_rows(project)] == ["#332288", "#332288"]
