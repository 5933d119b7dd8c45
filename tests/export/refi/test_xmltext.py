from __future__ import annotations

import pytest

from qda.export.refi.xmltext import Xml, colour, moment, wrapped


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_290_000_000_123, "2010-11-17T13:20:00.123Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (10**18, None),
        (None, None),
    ],
)
def test_a_time_is_told_as_the_schema_wants_it(at: int | None, words: str | None) -> None:
    assert moment(at) == words


@pytest.mark.parametrize(("value", "told"), [("#12aBcD", "#12aBcD"), ("#abc", "#abc"), ("", None), ("teal", None)])
def test_a_colour_is_one_or_none(value: str, told: str | None) -> None:
    assert colour(value) == told


def test_line_ends_in_attributes_stay_line_ends() -> None:
    assert Xml().empty("A", [("n", 'a\nb\r"<&')]) == '<A n="a&#10;b&#13;&quot;&lt;&amp;"/>'


def test_nothing_wraps_nothing() -> None:
    assert list(wrapped(Xml(), "Sets", [])) == []
    assert "".join(wrapped(Xml(), "Sets", ["<Set/>"])) == "<Sets>\n<Set/></Sets>\n"
