"""Words of a study: how often they fall, whose they are, and each in its context."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from qda.analysis.queries.crosstab import Axis
from qda.analysis.segments import arrays, ground
from qda.analysis.words import frequencies, kwic
from qda.analysis.words.frequencies import Counting, Scope, Tally
from qda.analysis.words.reading import Book
from qda.analysis.words.search import SearchUnclear
from qda.coding import codes, segments
from qda.export.figures.tables import word_notes
from qda.nlp import pipeline
from qda.project.project import Project
from qda.sources import service as sources
from qda.text import Span
from tests.factories import TALK, make_case, make_source, span_of

EVERY = Counting(least=1, stop=frozenset())


@pytest.fixture
def talk(project: Project) -> Project:
    """Two interviews, of which one belongs to a case; INT asks in both."""
    _unit, case = make_case(project)
    make_source(project, name="one")
    make_source(project, TALK.replace("judge", "judging"), name="two")
    sources.move(project, [1], case_id=case)
    for source in (1, 2):
        sources.assign_speaker(project, source, "INT", interviewer=True)
    return project


def tally(project: Project, scope: Scope = frequencies.WHOLE, counting: Counting = EVERY) -> Tally:
    return frequencies.tally(project, Book(), ground.load(project), scope, counting)


def counts(found: Tally) -> dict[str, int]:
    return {row.word: row.n for row in found.rows}


def recounted(*texts: str) -> Counter[str]:
    """By another way: what stands after “Theresa:”, split by a plain pattern."""
    said = [line.partition(":")[2] for text in texts for line in text.split("\n") if line.startswith("Theresa:")]
    return Counter(word.casefold() for part in said for word in re.findall(r"[A-Za-z]+", part))


def test_only_what_participants_say_is_counted_and_no_label(talk: Project) -> None:
    found = tally(talk)

    assert counts(found) == dict(recounted(TALK, TALK.replace("judge", "judging")))
    assert found.words == sum(recounted(TALK, TALK).values())
    assert "theresa" not in counts(found)
    assert found.sources == 2


def test_the_interviewer_counts_where_it_is_chosen(talk: Project) -> None:
    assert "begin" not in counts(tally(talk))
    assert counts(tally(talk, Scope(interviewer=True)))["begin"] == 2


def test_no_words_are_told_as_left_out_where_nobody_is_known_to_ask(project: Project) -> None:
    make_source(project, TALK.replace("INT:", "Pat:"))

    found = tally(project)

    assert counts(found)["begin"] == 1
    assert word_notes(found)[1] == "No speaker is marked as the interviewer."


def test_a_scope_of_a_case_and_of_a_code(talk: Project) -> None:
    code = codes.create(talk, "sitting", level="focused")
    segments.apply(talk, 2, span_of("sat down"), code)
    segments.apply(talk, 2, span_of("in and sat"), code)

    assert counts(tally(talk, Scope(case_ids=(1,)))) == dict(recounted(TALK))
    assert counts(tally(talk, Scope(code_ids=(code,)))) == {"in": 1, "and": 1, "sat": 1, "down": 1}


def test_groups_are_compared_by_their_own_numbers_of_words(talk: Project) -> None:
    found = tally(talk, counting=Counting(least=1, stop=frozenset(), by=Axis("source")))

    she = next(row for row in found.rows if row.word == "she")
    assert [(group.heading, group.words) for group in found.groups] == [("one", 14), ("two", 14)]
    assert (she.n, she.sources, she.groups) == (4, 2, (2, 2))
    assert frequencies.per_thousand(she.groups[0], found.groups[0].words) == pytest.approx(2000 / 14)


def test_codes_are_compared_by_the_words_of_their_segments(talk: Project) -> None:
    sitting, talking = (codes.create(talk, label, level="focused") for label in ("sitting", "talking"))
    for source, words_, code in ((1, "sat down", sitting), (2, "in and sat", sitting), (2, "we talked", talking)):
        segments.apply(talk, source, span_of(words_), code)

    found = tally(talk, counting=Counting(least=1, stop=frozenset(), by=Axis("codes")))

    sat = next(row for row in found.rows if row.word == "sat")
    assert [(group.heading, group.words) for group in found.groups] == [("sitting", 5), ("talking", 2)]
    assert sat.groups == (2, 0)


def test_a_passage_of_another_case_counts_there(talk: Project) -> None:
    _unit, other = make_case(talk, "Another", "Leah")
    sources.assign_passage(talk, 1, span_of("Then we talked."), [other])

    assert counts(tally(talk, Scope(case_ids=(other,)))) == {"then": 1, "we": 1, "talked": 1}


def test_small_short_and_own_words_are_left_out_and_told(talk: Project) -> None:
    found = tally(talk, counting=Counting(least=4, stop=frozenset({"down"})))

    assert "down" not in counts(found)
    assert all(len(word) >= 4 for word in counts(found))
    assert found.left_out == found.words - sum(counts(found).values())


def test_forms_count_as_one_by_rule_and_it_is_said(talk: Project) -> None:
    found = tally(talk, counting=Counting(lemma=True, least=1, stop=frozenset()))

    judge = next(row for row in found.rows if row.word == "judge")
    assert (judge.n, judge.sources, set(judge.forms)) == (2, 2, {"judge", "judging"})
    assert found.found_by == pipeline.PATTERNS


def test_a_text_is_read_once(talk: Project) -> None:
    book, here = Book(), ground.load(talk)
    first = book.read(talk, here)

    assert book.read(talk, here)[1] is first[1]


def places(project: Project, key: str, **more: object) -> list[tuple[str, str, str]]:
    found = kwic.find(project, Book(), ground.load(project), key, **more)  # type: ignore[arg-type]  # of the function
    return [(row.left[-9:], row.words, row.right[:9]) for row in kwic.rows(project, found, range(len(found)))]


def test_a_key_word_stands_in_its_context(talk: Project) -> None:
    found = kwic.find(talk, Book(), ground.load(talk), "sat")
    row = kwic.rows(talk, found, [0])[0]

    assert (len(found), found.sources, found.of, found.words) == (2, 2, 2, 28)
    assert TALK[row.start : row.end] == row.words == "sat"
    assert (row.source, row.speaker) == ("one", "Theresa")
    assert row.left.endswith("She came in and")
    assert row.right.startswith("down. She did")


def test_phrases_stars_and_base_forms_are_found(talk: Project) -> None:
    assert [each[1] for each in places(talk, "sat down")] == ["sat down", "sat down"]
    assert [each[1] for each in places(talk, "judg*")] == ["judge", "judging"]
    assert [each[1] for each in places(talk, "judged", lemma=True)] == []
    assert [each[1] for each in places(talk, "judging", lemma=True)] == ["judge", "judging"]
    assert places(talk, "* down") == places(talk, "sat down")
    assert places(talk, "nowhere") == []


def test_a_phrase_does_not_run_from_one_voice_into_another(talk: Project) -> None:
    assert places(talk, "me and") == []
    assert len(places(talk, "then we talked")) == 2


def test_places_are_sorted_by_their_neighbours(talk: Project) -> None:
    after = [right for _left, _words, right in places(talk, "she", order="right")]
    before = [left for left, _words, _right in places(talk, "she", order="left")]

    # A label is no word: before the first “she” stands “begin”.
    assert after == ["came in a", "came in a", "did not j", "did not j"]
    assert [words_.split()[-1] for words_ in before] == ["Theresa:", "Theresa:", "down.", "down."]


def test_a_key_of_signs_is_refused(talk: Project) -> None:
    with pytest.raises(SearchUnclear):
        places(talk, "…")


def test_small_words_are_those_of_the_language_that_is_spoken(project: Project) -> None:
    make_source(project, "INT: Wie war das?\n\nAnna: Die Kinder waren nicht da und wir haben auf die Kinder gewartet.")

    found = tally(project, Scope(interviewer=True), Counting())

    assert found.language == "de"
    assert {row.word: row.n for row in found.rows} == {"kinder": 2, "gewartet": 1}


def test_ones_own_words_are_left_out_beside_the_small_ones(talk: Project) -> None:
    plain, own = tally(talk, counting=Counting()), tally(talk, counting=Counting(own=frozenset({"judge"})))

    assert plain.language == own.language == "en"
    assert {row.word for row in plain.rows} - {row.word for row in own.rows} == {"judge"}


def test_the_words_of_many_codes_at_once_are_those_of_each_alone(
    talk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    upper = codes.create(talk, "being there", level="focused")
    under = [codes.create(talk, f"waiting {number}", parent_id=upper) for number in range(4)]
    rng = random.Random(5)
    places = [(rng.choice((1, 2)), rng.randrange(len(TALK) - 40), rng.randrange(1, 40)) for _place in range(40)]
    given = [(source, Span(at, at + long), rng.choice([*under, upper])) for source, at, long in places]
    segments.apply_many(talk, given)
    monkeypatch.setattr(arrays, "_AT_ONCE", 20)

    found = tally(talk, counting=Counting(least=1, stop=frozenset(), by=Axis("codes")))

    for at, group in enumerate(found.groups):
        assert isinstance(group.key, int)
        alone = tally(talk, Scope(code_ids=(group.key,)))
        assert group.words == alone.words
        assert {row.word: row.groups[at] for row in found.rows if row.groups[at]} == counts(alone)
    assert [group.key for group in found.groups] == [upper, *under]
