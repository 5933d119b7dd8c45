"""When the sample was worked on: its acts bear the days of the study that it tells of, not the day it is built.

The journal stays honest: it says that all of it was made when the sample was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

_FOCUSED = "2012-02-06"
"""The day from which on codes are gathered; see the phases in `design.toml`."""


def noon(day: str) -> int:
    """The middle of a day (2012-05-18) where the sample is built, in milliseconds UTC."""
    return _milliseconds(datetime.fromisoformat(day))


def coded(day: str) -> int:
    """When a source of this day was coded: the day after."""
    return _milliseconds(datetime.fromisoformat(day) + timedelta(days=1))


def gathered(members: Iterable[str], coded_at: Mapping[str, int]) -> int:
    """When codes were gathered: once the last of them was met, but not before focused coding began."""
    return max((noon(_FOCUSED), *(coded_at[name] for name in members)))


def _milliseconds(day: datetime) -> int:
    return int(day.replace(hour=12).astimezone().timestamp() * 1000)
