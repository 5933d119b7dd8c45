"""Attributes that were recorded year after year: “Referrals: 2010”, “Referrals: 2011” are years of one measure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qda.study.attributes import AttributeRow

_NAME = re.compile(r"(?P<measure>.*\S)\s*:\s*(?P<year>(?:1[89]|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?)")


@dataclass(frozen=True, slots=True)
class Yearly:
    """An attribute that holds one year of a measure; a year may be one of business: 2011–12."""

    row: AttributeRow
    measure: str
    year: str


def of(attributes: Iterable[AttributeRow]) -> dict[int, Yearly]:
    """The attributes, by id, that are years of a measure; one year alone is no course of years."""
    found: dict[str, list[Yearly]] = defaultdict(list)
    for row in attributes:
        if told := _NAME.fullmatch(row.name):
            found[told["measure"]].append(Yearly(row, told["measure"], told["year"]))
    return {each.row.id: each for own in found.values() if len(own) > 1 for each in own}


def names(attributes: Sequence[AttributeRow]) -> tuple[str, ...]:
    """What is recorded, in order; the years of a measure as one: “Referrals (2010–2013)”."""
    known = of(attributes)
    years: dict[str, list[str]] = defaultdict(list)
    for each in known.values():
        years[each.measure].append(each.year)
    told = {measure: f"{measure} ({min(own)}–{max(own)})" for measure, own in years.items()}
    return tuple(dict.fromkeys(told[known[row.id].measure] if row.id in known else row.name for row in attributes))
