from __future__ import annotations

import pytest

from qda.analysis.words import search
from qda.progress import Silent
from qda.project.project import Project
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from tests.factories import TALK, make_source, span_of


def found(project: Project, words: str) -> list[str]:
    return [hit.quote for hit in search.find(project, words)]


def test_a_word_is_found_whatever_its_case_and_accents(project: Project) -> None:
    text = "Café. A cafe, the CAFÉS."
    make_source(project, text)

    assert found(project, "café") == ["Café", "cafe"]


def test_a_phrase_a_prefix_and_two_words(project: Project) -> None:
    make_source(project)

    assert found(project, '"sat down"') == ["sat down"]
    assert found(project, "talk*") == ["talked"]
    assert found(project, "judge came") == ["came", "judge"]
    assert found(project, "judge talked") == []
    assert found(project, "judge OR talked") == ["judge", "talked"]


def test_places_are_exact_behind_emoji(project: Project) -> None:
    text = "👩‍👧 and 👨‍👩‍👧 waiting\nfor a 🏠 visit"
    make_source(project, text)

    (hit,) = search.find(project, "visit")

    assert text[hit.start : hit.end] == "visit"
    assert hit.line == 2


def test_a_word_inside_a_run_without_spaces_is_found(project: Project) -> None:
    make_source(project, "她进来后沉默了很久。")

    assert found(project, "沉默") == ["沉默"]


def test_private_characters_in_the_text_do_not_move_a_hit(project: Project) -> None:
    text = "\ue000\ue001 a visit \ue000"
    make_source(project, text)

    (hit,) = search.find(project, "visit")

    assert text[hit.start : hit.end] == "visit"


def test_what_holds_no_word_is_said_to_hold_none(project: Project) -> None:
    with pytest.raises(search.SearchUnclear):
        search.find(project, '"*"')


def test_the_index_follows_a_correction_and_its_undoing(project: Project) -> None:
    source = make_source(project)
    span = span_of("talked")
    editing.correct(project, source, [Edit(span.start, span.end, "whispered")])
    assert (found(project, "talked"), found(project, "whispered")) == ([], ["whispered"])

    project.undo()

    assert (found(project, "talked"), found(project, "whispered")) == (["talked"], [])
    assert TALK.endswith("talked.")


def test_hits_come_in_the_order_of_sources_whatever_was_indexed_last(project: Project) -> None:
    ids = [make_source(project, f"A visit in week {number}. No visit after.", f"Week {number}") for number in range(9)]
    sources.reorder(project, ids[::-1])
    editing.correct(project, ids[4], [Edit(0, 1, "One")])

    every = search.find(project, "visit")

    assert [hit.source_id for hit in every] == [number for number in ids[::-1] for _twice in range(2)]
    assert [hit.start for hit in every if hit.source_id == ids[4]] == [4, 24]


def test_the_first_hits_are_found_without_looking_into_all_texts(project: Project) -> None:
    for number in range(9):
        make_source(project, "A visit. No visit after.", f"Week {number}")
    told: list[tuple[int, int]] = []

    class Told(Silent):
        def step(self, done: int, total: int, text: str) -> None:
            told.append((done, total))

    first = search.find(project, "visit", limit=3, progress=Told())

    assert [hit.source for hit in first] == ["Week 0", "Week 0", "Week 1"]
    assert told == [(0, 9), (1, 9)]
