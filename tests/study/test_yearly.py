"""Names of attributes that end in a year are years of one measure."""

from __future__ import annotations

import pytest

from qda.study import yearly
from qda.study.attributes import AttributeRow


def _rows(*names: str) -> list[AttributeRow]:
    return [AttributeRow(at, name, "number", ()) for at, name in enumerate(names, start=1)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Referrals: 2010", ("Referrals", "2010")),
        ("Referrals: Bluechester: 2010", ("Referrals: Bluechester", "2010")),
        ("Referrals: 2010/11", ("Referrals", "2010/11")),
        ("Referrals : 2010–2011", ("Referrals", "2010–2011")),
    ],
)
def test_what_stands_behind_the_last_colon_is_the_year(name: str, told: tuple[str, str]) -> None:
    found = yearly.of(_rows(name, f"{told[0]}: 1999"))

    assert (found[1].measure, found[1].year) == told


@pytest.mark.parametrize("names", [("Referrals: 2010",), ("Fieldwork: from", "Fieldwork: to"), ("Room: 2010a", "2010")])
def test_one_year_alone_or_no_year_is_no_course_of_years(names: tuple[str, ...]) -> None:
    assert yearly.of(_rows(*names)) == {}


def test_the_years_of_a_measure_are_told_as_one() -> None:
    rows = _rows("Region", "Referrals: 2011", "Referrals: 2010", "Plans: 2012")

    assert yearly.names(rows) == ("Region", "Referrals (2010–2011)", "Plans: 2012")
