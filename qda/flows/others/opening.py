"""What the readers of other programs' databases share: opening them, and cells as they ought to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from qda.flows.refi.archive import ExchangeRefused, file_size
from qda.i18n import _
from qda.store import foreign
from qda.store.foreign import Cell, Foreign
from qda.text import stored_text


@contextmanager
def opened(path: Path, program: str, *tables: str) -> Iterator[Foreign]:
    """The database of a program, which must have these tables. Raises ExchangeRefused."""
    file_size(path)
    try:
        with foreign.reading(path) as file:
            if not all(file.has(table) for table in tables):
                raise ExchangeRefused(path.name, _("it is no project of {program}").format(program=program))
            yield file
    except foreign.Unreadable as error:
        raise ExchangeRefused(path.name, _("it is no sound SQLite file")) from error


def words(cell: Cell) -> str:
    """A cell as text that may be stored; bytes are taken for UTF-8."""
    if cell is None:
        return ""
    raw = cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
    if raw.isascii():
        return raw.replace("\x00", "\ufffd")
    return raw.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def prose(cell: Cell) -> str:
    """A cell as a text of several lines."""
    told = words(cell)
    return stored_text(told)[0] if told else ""


def whole(cell: Cell) -> int | None:
    """A cell as a number without a fraction; None for what is none."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    try:
        return int(cell)
    except (ValueError, OverflowError):
        return None


_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%a %b %d %H:%M:%S %Y", "%Y-%m-%dT%H:%M:%S")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLAIN = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
_SPOKEN = re.compile(
    f"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ({'|'.join(_MONTHS)}) "
    "([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([0-9]{4})"
)


def moment(cell: Cell) -> int | None:
    """Milliseconds UTC of a time as these programs write it; None for what is none."""
    told = " ".join(words(cell).split(".")[0].split())
    try:
        found = _read(told) or _tried(told)
    except ValueError:
        return None
    return None if found is None else max(0, int(found.timestamp() * 1000))


def _read(told: str) -> datetime | None:
    """A time in one of the two ways in which nearly all are written: each coding has one. Raises ValueError."""
    if plain := _PLAIN.fullmatch(told):
        year, month, day, hour, minute, second = (int(part or 0) for part in plain.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    if spoken := _SPOKEN.fullmatch(told):
        day, hour, minute, second, year = (int(part) for part in spoken.groups()[1:])
        return datetime(year, _MONTHS.index(spoken[1]) + 1, day, hour, minute, second, tzinfo=UTC)
    return None


def _tried(told: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(told, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def color_of(cell: Cell) -> str:
    """“#RRGGBB”, or nothing."""
    told = words(cell).strip()
    return (
        told if len(told) == 7 and told[0] == "#" and all(sign in "0123456789abcdefABCDEF" for sign in told[1:]) else ""
    )
