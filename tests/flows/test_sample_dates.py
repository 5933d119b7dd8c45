"""The sample's acts bear the days of its study."""

from __future__ import annotations

from qda.analysis.timeline import day_of
from qda.flows import sample_dates


def test_a_source_is_coded_the_day_after_it_came() -> None:
    assert day_of(sample_dates.coded("2011-12-31")).isoformat() == "2012-01-01"


def test_codes_are_gathered_when_the_last_was_met_but_not_before_focused_coding() -> None:
    met = {"early": sample_dates.noon("2010-06-16"), "late": sample_dates.noon("2013-05-10")}

    assert day_of(sample_dates.gathered(["early"], met)).isoformat() == "2012-02-06"
    assert day_of(sample_dates.gathered(["early", "late"], met)).isoformat() == "2013-05-10"
