"""What the journal says of words that were erased for good: which acts touched them, so that none is undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, func, select

from qda.store import engine as engines
from qda.store.keys import Key
from qda.store.models import AuditCommand

KEY = "erase"
"""Of the entry in the history."""


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers as first and last of each row of them."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def steps_of(connection: Connection, name: str) -> tuple[int, ...]:
    """The acts whose words of this participant were erased before."""
    return tuple(
        number
        for held, ranges in _entries(connection)
        if held == name
        for first, last in ranges
        for number in range(first, last + 1)
    )


def whose(connection: Connection, numbers: Sequence[int]) -> str | None:
    """Whose erased words one of these acts touched, by name; None where none did."""
    for name, ranges in _entries(connection):
        if any(first <= number <= last for first, last in ranges for number in numbers):
            return name
    return None


def latest(path: Path, key: Key | None = None) -> int:
    """The number of the last act in a file: that of its backup."""
    reader = engines.connect(path, writable=False, key=key)
    try:
        with reader.connect() as connection:
            return int(connection.execute(select(func.coalesce(func.max(AuditCommand.id), 0))).scalar_one())
    finally:
        reader.dispose()


def _entries(connection: Connection) -> Iterator[tuple[str, list[list[int]]]]:
    query = select(AuditCommand.params).where(AuditCommand.key == KEY, AuditCommand.coder_id.is_(None))
    for params in connection.execute(query).scalars():
        held = json.loads(params)
        yield held["name"], held["steps"]
