from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.coding import codes, queries, segments
from qda.flows.names import pseudonymise
from qda.flows.names.pseudonymise import NoPseudonym
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.project import audit
from qda.project.names_register import Register
from qda.project.project import Project
from qda.sources import queries as sources
from qda.sources import service
from qda.store import keys
from qda.study import service as study
from qda.text import Span
from tests.factories import make_case, make_source, span_of

TEXT = "INT: Who came?\n\nAnna: Anna’s mother came, and Annegret Schmidt from Bremen. I am Anna.\n"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setattr(keys, "ROUNDS", 10)
    with Register.create(tmp_path / "study.names", "walnut harbour tin seven") as opened:
        opened.add("Anna", pseudonym="Martine")
        opened.add("Annegret Schmidt", pseudonym="Jo", variants=["Schmidt = Keller"])
        opened.add("Bremen", pseudonym="the harbour town", kind="place")
        yield opened


def text_of(project: Project) -> str:
    return sources.opened(project, 1).text


def quotes(project: Project) -> list[str]:
    return [row.quote for row in queries.everything(project)]


def coded(project: Project, *words: str) -> None:
    code = codes.create(project, "coming")
    for each in words:
        segments.apply(project, 1, span_of(each, TEXT), code)


def test_names_in_a_text_are_replaced_and_all_keeps_its_place(project: Project, register: Register) -> None:
    make_source(project, TEXT)
    coded(project, "mother came", "Annegret Schmidt", "Annegret", "from Bremen. I am Anna", "chmidt from")

    done = pseudonymise.apply(project, register, pseudonymise.hits(project, register))

    assert text_of(project) == (
        "INT: Who came?\n\nMartine: Martine’s mother came, and Jo from the harbour town. I am Martine.\n"
    )
    assert sorted(quotes(project)) == sorted(
        ["mother came", "Jo", "Jo from", "from the harbour town. I am Martine"]
    )  # two that became the same words are one
    assert (done.sources, done.gone) == (1, 0)
    assert audit.check(project).faults == ()


def test_the_label_of_a_speaker_is_told_once_and_changed_everywhere(project: Project, register: Register) -> None:
    make_source(project, TEXT)

    hits = pseudonymise.hits(project, register)
    pseudonymise.apply(project, register, hits, brackets=True)

    assert [hit.title for hit in hits if hit.place.table == "speaker"] == ["speaker in “Interview”"]
    opened = sources.opened(project, 1)
    assert [mark.value for mark in opened.marks if mark.kind == "speaker"] == ["INT", "[Martine]"]
    assert [row.label for row in sources.speakers(project, 1)] == ["INT", "[Martine]"]
    assert "[Martine]: [Martine]’s mother" in opened.text


def test_only_what_was_chosen_is_replaced(project: Project, register: Register) -> None:
    make_source(project, TEXT)

    hits = [hit for hit in pseudonymise.hits(project, register) if hit.words == "Bremen"]
    pseudonymise.apply(project, register, hits)

    assert text_of(project) == TEXT.replace("Bremen", "the harbour town")


def test_names_are_found_and_replaced_wherever_somebody_wrote_them(project: Project, register: Register) -> None:
    source = make_source(project, TEXT, "Interview Anna")
    _unit, case = make_case(project, case="Anna’s case")
    study.create_participant(project, "Annegret Schmidt", role="aunt of Anna", case_ids=(case,))
    code = codes.create(project, "trusting Anna", definition="Anna trusts.")
    memos.begin(project, "On Anna and Frau Schmidt", title="Anna again")

    places = {(hit.place.table, hit.place.column) for hit in pseudonymise.hits(project, register)}
    pseudonymise.apply(project, register, pseudonymise.hits(project, register))

    assert places >= {
        *(
            ("source", "content"),
            ("source", "name"),
            ("case", "name"),
            ("participant", "name"),
            ("participant", "role"),
        ),
        *(("code", "name"), ("code", "definition"), ("memo", "title"), ("memo", "text"), ("speaker", "label")),
    }
    assert pseudonymise.hits(project, register) == []
    assert sources.find(project, "interview martine") == source
    assert {row.id: row.name for row in queries.code_rows(project)}[code] == "trusting Martine"
    assert [row.shown_title for row in memo_queries.memos(project)] == ["Martine again"]


def test_two_names_with_one_pseudonym_stay_apart(project: Project, register: Register) -> None:
    register.add("Berta", pseudonym="Martine")
    for name in ("with Anna", "with Berta"):
        codes.create(project, name)

    pseudonymise.apply(project, register, pseudonymise.hits(project, register))

    assert {row.name for row in queries.code_rows(project)} >= {"with Martine", "with Martine (2)"}


def test_it_is_one_act_and_undo_brings_everything_back(project: Project, register: Register) -> None:
    make_source(project, TEXT, "Interview Anna")
    coded(project, "Annegret Schmidt", "Anna.")
    with project.read() as session:
        before = audit.snapshot(session)
    pseudonymise.apply(project, register, pseudonymise.hits(project, register))

    told = project.undo()

    with project.read() as session:
        assert audit.snapshot(session) == before
    assert told == "Put pseudonyms in 6 places"
    assert text_of(project) == TEXT


def test_what_was_kept_is_passed_over(project: Project, register: Register) -> None:
    make_source(project, TEXT)
    last = [hit for hit in pseudonymise.hits(project, register) if hit.before.endswith("I am ")]
    register.keep(TEXT, [hit.found for hit in last])

    pseudonymise.apply(project, register, pseudonymise.hits(project, register))

    assert text_of(project).endswith("I am Anna.\n")


def test_what_is_no_longer_there_stays_as_it_is(project: Project, register: Register) -> None:
    make_source(project, TEXT, "Interview Anna")
    hits = pseudonymise.hits(project, register)
    service.rename(project, 1, "A talk")

    done = pseudonymise.apply(project, register, hits)

    assert done.gone == 1
    assert [row.name for row in sources.rows(project)] == ["A talk"]


def test_a_name_without_a_pseudonym_is_asked_for(project: Project, register: Register) -> None:
    make_source(project, TEXT)
    register.add("Who", capital=True)

    with pytest.raises(NoPseudonym, match="1 name has no pseudonym yet"):
        pseudonymise.apply(project, register, pseudonymise.hits(project, register))

    assert text_of(project) == TEXT


def test_chosen_sources_alone_are_looked_through(project: Project, register: Register) -> None:
    make_source(project, TEXT, "One")
    two = make_source(project, "Anna was here.", "Two by Anna")

    hits = pseudonymise.hits(project, register, [two])

    assert [(hit.place.row_id, hit.found.span) for hit in hits] == [(two, Span(0, 4))]


@pytest.mark.parametrize("start", range(len("I am Anna Schmidt, Anna.")))
def test_a_segment_that_begins_anywhere_quotes_what_is_at_its_place(
    tmp_path: Path, register: Register, start: int
) -> None:
    text = "I am Anna Schmidt, Anna."
    with Project.create(tmp_path / "p.gerund", coder="AQ") as project:
        make_source(project, text)
        code = codes.create(project, "being")
        if text[start:].strip():
            segments.apply(project, 1, Span(start, len(text)), code)
        segments.apply(project, 1, Span(0, start + 1), code)

        pseudonymise.apply(project, register, pseudonymise.hits(project, register))

        assert audit.check(project).faults == ()
        assert all(quote in "I am Martine Keller, Martine." for quote in quotes(project))
        assert not any("nna" in quote for quote in quotes(project))
