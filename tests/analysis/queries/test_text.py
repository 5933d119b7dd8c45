"""The language: what is typed is understood, what is written is read again, and a wrong word is pointed at."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.analysis.queries.query import All, AnyOf, Has, Not, Query, QueryDamaged, Related, from_json, to_json
from qda.analysis.queries.rows import Row, query_of, rows_of
from qda.analysis.queries.telling import sentence
from qda.analysis.queries.text import QueryUnclear, parsed, written

NAMES = st.sampled_from(["catching up", "AND", "a (b)", 'said "no"', "nach Hause", "200", "it’s"])
CONDITIONS: st.SearchStrategy[Query] = st.one_of(
    st.builds(Has, st.just("code"), NAMES, st.none(), st.sampled_from(["below", "alone", "gathered"])),
    st.builds(Has, st.sampled_from(["case", "words", "speaker"]), NAMES),
    st.builds(lambda name, value: Has("attribute", value, name=name), NAMES, NAMES),
    st.just(Has("uncoded")),
)


def larger(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, some),
        st.builds(AnyOf, some),
        st.builds(Not, parts),
        st.builds(Related, parts, st.sampled_from(["overlaps", "inside", "line"]), parts, negated=st.booleans()),
        st.builds(
            Related,
            parts,
            st.sampled_from(["near", "followed"]),
            parts,
            st.integers(0, 500),
            st.sampled_from(["characters", "turns"]),
        ),
    )


QUERIES = st.recursive(CONDITIONS, larger, max_leaves=6)


def test_a_relation_is_about_all_that_stands_before_it() -> None:
    found = parsed("CODE catching up AND CODE updating NEAR 200 CODE venting AND CASE “North Team”")

    near = Related(All((Has("code", "catching up"), Has("code", "updating"))), "near", Has("code", "venting"), 200)
    assert found == All((near, Has("case", "North Team")))


def test_not_may_stand_without_and() -> None:
    found = parsed("CODE updating NOT SPEAKER Angela")

    assert found == All((Has("code", "updating"), Not(Has("speaker", "Angela"))))


def test_a_distance_may_be_in_sentences_and_a_sequence_has_one_of_its_own() -> None:
    found = parsed("CODE a NEAR 2 sentences CODE b FOLLOWED BY WITHIN 1 TURN CODE c")

    near = Related(Has("code", "a"), "near", Has("code", "b"), 2, "sentences")
    assert found == Related(near, "followed", Has("code", "c"), 1, "turns")


@settings(max_examples=40, deadline=None)
@given(QUERIES)
def test_what_is_written_is_read_again(query: Query) -> None:
    said = written(query)

    assert written(parsed(said)) == said


@settings(max_examples=40, deadline=None)
@given(QUERIES)
def test_what_is_stored_is_read_again(query: Query) -> None:
    assert from_json(to_json(query)) == query


@settings(max_examples=40, deadline=None)
@given(QUERIES)
def test_a_query_taken_apart_into_rows_asks_the_same_when_put_together(query: Query) -> None:
    rows = rows_of(query)

    again = query_of(rows)

    assert again is not None
    assert rows_of(again) == rows
    assert written(parsed(written(again))) == written(again)


@settings(max_examples=40, deadline=None)
@given(QUERIES)
def test_every_query_can_be_told_as_a_sentence(query: Query) -> None:
    assert sentence(query).endswith(".")


def test_a_sentence_says_who_and_where() -> None:
    query = parsed("CODE updating NEAR 200 CODE venting AND CASE Martine AND NOT SPEAKER Angela")

    assert sentence(query) == (
        "Segments with “updating” or what lives under it, with no more than 200 characters between them and a segment "
        "with “venting” or what lives under it, in the case “Martine”, and not said by “Angela”."
    )


def test_a_row_without_a_value_is_left_out() -> None:
    rows = [Row("code", "updating"), Row("case"), Row("words", "child", join="or")]

    assert query_of(rows) == AnyOf((Has("code", "updating"), Has("words", "child")))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("CODE updating CASE Martine", "CASE"),
        ("updating", "updating"),
        ("CODE updating NEAR CODE venting", "CODE"),
        ("(CODE updating", ""),
        ("CODE “updating", "“"),
        ("CODE AND CODE b", "AND"),
        ("CODE a SAME CODE b", "CODE"),
        ("ATTRIBUTE Age CODE b", "CODE"),
        ("CODE a)", ")"),
    ],
)
def test_what_is_unclear_is_pointed_at(text: str, word: str) -> None:
    with pytest.raises(QueryUnclear) as raised:
        parsed(text)

    assert text[raised.value.start : raised.value.end] == word
    pointer = raised.value.sentence.splitlines()[-1]
    assert pointer.index("^") == 4 + raised.value.start


@pytest.mark.parametrize(
    "text", ["(" * 100 + "CODED" + ")" * 100, "NOT " * 3000 + "CODED", "CODED NEAR 1 " * 900 + "CODED"]
)
def test_what_is_too_long_or_too_deep_is_refused(text: str) -> None:
    with pytest.raises(QueryUnclear):
        parsed(text)


def test_any_words_are_read_or_pointed_at() -> None:
    dice = random.Random(1)
    language = 'CODE a NEAR 200 ( ) AND OR NOT “ ” " FOLLOWED BY WITHIN SAME LINE IS ATTRIBUTE CODED SENTENCES „'
    words = language.split()

    for _time in range(2000):
        text = " ".join(dice.choice(words) for _word in range(dice.randrange(9)))
        try:
            assert written(parsed(text))
        except QueryUnclear as error:
            assert 0 <= error.start <= error.end <= len(text)


@pytest.mark.parametrize("stored", ["", "[]", "{}", '{"field": "colour", "value": "red"}', '{"all": 3}'])
def test_what_is_no_query_is_said_to_be_damaged(stored: str) -> None:
    with pytest.raises(QueryDamaged):
        from_json(stored)
