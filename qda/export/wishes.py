"""What is asked of a report: which one, of what, and how it is to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qda.export.profiles import APA, Profile

By = Literal["case", "unit", "source", "participant"]
BY: tuple[By, ...] = ("case", "unit", "source", "participant")
Counted = Literal["segments", "codings", "sources", "participants", "cases", "units"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a table should hold. `code_ids` limits it to these codes with all beneath them; None means all."""

    kind: str = "frequencies"
    """The key of one of `qda.export.kinds.KINDS`."""
    by: By | None = None
    counts: tuple[Counted, ...] | None = None
    code_ids: tuple[int, ...] | None = None
    levels: tuple[str, ...] | None = None
    quotes: bool = False
    percent: bool = False
    number: int = 1
    profile: Profile = APA
    on: str | None = None
    """The code book as on the evening of this day (“2026-05-01”); None means now."""
    caution: bool = False
    """Say under tables of counts what the counts are not."""
    each: int = 2
    """Quotes for each focused code among themes."""
    case_ids: tuple[int, ...] | None = None
    """Case reports of these cases; None means all."""
