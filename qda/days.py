"""Days and minutes of stored times on the calendar of whoever reads them: one place, so that no two reports differ."""

from __future__ import annotations

from datetime import date, datetime


def here(at: int) -> datetime:
    """A time (milliseconds UTC) on this machine's clock."""
    return datetime.fromtimestamp(at / 1000).astimezone()


def date_of(at: int) -> date:
    """The day of a time (milliseconds UTC), here."""
    return here(at).date()


def day(at: int) -> str:
    """The same as ISO text: 2026-05-01."""
    return date_of(at).isoformat()


def moment(at: int) -> str:
    """A time (milliseconds UTC) here, as it is read: 2026-05-01 14:05."""
    return here(at).strftime("%Y-%m-%d %H:%M")
