from __future__ import annotations

import pytest

from qda.memos.finding import Finder, Wish, excerpt_around, matches
from qda.memos.queries import Link, MemoRow
from qda.memos.service import Target
from qda.text import Span


def memo(number: int, text: str, **values: object) -> MemoRow:
    usual: dict[str, object] = {
        "kind": "initial", "stage": "early", "title": "", "coder": "AQ", "links": (), "tags": (),
    }  # fmt: skip
    whole = usual | values
    return MemoRow(id=number, text=text, created_at=number, modified_at=number, versions=1, **whole)  # type: ignore[arg-type]


CALM = Link(Target("code", 7), "calm")
MEMOS = [
    memo(1, "Rooms are calm, and a café is not.", tags=("Space",), links=(CALM,)),
    memo(2, "The room of one's own.", kind="theoretical", stage="advanced", coder="BR", tags=("space", "time")),
    memo(3, "She was getting\nalongside him.", title="Roominess", kind="theoretical"),
]


@pytest.fixture
def finder() -> Finder:
    made = Finder()
    made.take(MEMOS)
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("room ", [2]),
        ("room*", [1, 2, 3]),
        ("roo", [1, 2, 3]),
        ("room calm", [2][:0]),
        ("“getting alongside”", [3]),
        ("“alongside getting”", []),
        ("CAFE ", [1]),
        ("calm", [1]),
        ("#space", [1, 2]),
        ("…", [1, 2, 3]),
        ('"room', [2]),
    ],
)
def test_words_phrases_and_beginnings(finder: Finder, words: str, found: list[int]) -> None:
    assert [row.id for row in finder.find(Wish(words))] == found


def test_filters_combine(finder: Finder) -> None:
    def ids(wish: Wish) -> list[int]:
        return [row.id for row in finder.find(wish)]

    assert ids(Wish(kind="theoretical")) == [2, 3]
    assert ids(Wish(kind="theoretical", tag="SPACE")) == [2]
    assert ids(Wish(stage="early", coder="AQ")) == [1, 3]
    assert ids(Wish(on=Target("code", 7))) == ids(Wish(on=Target("code", 0))) == [1]
    assert Wish("x", kind="case", on=Target("code", 7)).filters == 2


def test_each_choice_is_counted_with_the_other_filters_as_they_are(finder: Finder) -> None:
    found = finder.facets(Wish(kind="theoretical"))

    assert found.kinds == {"initial": 1, "theoretical": 2}
    assert found.stages == {"advanced": 1, "early": 1}
    assert found.tags == {"space": 1, "time": 1}
    assert finder.facets(Wish()).targets == {(CALM.target, "calm"): 1}


def test_matches_keep_their_places_in_any_script() -> None:
    text = "👩 Café, CAFÉ’s"

    assert [span.of(text) for span in matches(text, "cafe")] == ["Café", "CAFÉ"]
    assert matches("abc", "") == []
    assert matches("room", "room") == [Span(0, 4)]


def test_an_excerpt_shows_the_first_match() -> None:
    text = f"{'word ' * 40}needle and thread"

    assert excerpt_around(text, "needle", 12).startswith("… word word needle and")
    assert excerpt_around(text, "nothing") == ""
