from __future__ import annotations

import pytest

from qda.ui.study.dates import NotADate, iso_date


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2012-05-18", "2012-05-18"),
        ("2012/5/8", "2012-05-08"),
        ("18.5.2012", "2012-05-18"),
        ("5/6/2012", "2012-06-05"),
        ("18 May 2012", "2012-05-18"),
        ("1st  December 2010", "2010-12-01"),
        ("December 1, 2010", "2010-12-01"),
        ("3. März 2011", "2011-03-03"),
        ("2012-05", "2012-05"),
        ("2012", "2012"),
        ("  ", None),
    ],
)
def test_a_day_is_understood_as_researchers_write_it(words: str, day: str | None) -> None:
    assert iso_date(words) == day


@pytest.mark.parametrize("words", ["yesterday", "31.2.2012", "2012-13-01", "12 Foo 2012", "1.1.12", "2012-13"])
def test_what_says_no_day_is_refused_in_a_sentence(words: str) -> None:
    with pytest.raises(NotADate, match="is not a date"):
        iso_date(words)
