from __future__ import annotations

import pytest

from qda.export.refi.reading_cases import is_date, type_of


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("number", ["1", "-2"], "Integer"),
        ("number", ["1", "2.5"], "Float"),
        ("number", ["1", "2,5"], "Text"),
        ("number", ["1e3"], "Text"),
        ("number", ["٣"], "Text"),  # digits that a schema does not know
        ("number", [], "Text"),
        ("date", ["2010-07-07"], "Date"),
        ("date", ["2010-07-07", "2010-07"], "Text"),
        ("choice", ["1"], "Text"),
        ("text", ["2010-07-07"], "Text"),
    ],
)
def test_an_attribute_has_the_type_that_holds_every_value_as_it_is(kind: str, values: list[str], found: str) -> None:
    assert type_of(kind, values) == found


@pytest.mark.parametrize(("text", "whole"), [("2010-07-07", True), ("2010-07", False), ("20100707  ", False)])
def test_a_date_is_a_whole_day(text: str, whole: bool) -> None:
    assert is_date(text) is whole
