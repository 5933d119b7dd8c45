"""What the journal kept of a code, and what is told of it: plain values, without a rule."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qda.i18n import N_, _

Target = tuple[str, int]
Values = Mapping[str, Any]

KINDS: Mapping[str, str] = {
    "made": N_("Made"),
    "incident": N_("First incident"),
    "coded": N_("Coded"),
    "named": N_("Renamed"),
    "defined": N_("Defined"),
    "moved": N_("Moved"),
    "recoded": N_("Recoded"),
    "clustered": N_("Clustered"),
    "merged": N_("Merged"),
    "split": N_("Split"),
    "raised": N_("Raised"),
    "tested": N_("Tested"),
    "compared": N_("Compared"),
    "property": N_("Property"),
    "related": N_("Related"),
    "judged": N_("Judged"),
    "core": N_("Core category"),
    "mapped": N_("Mapped"),
    "memo": N_("Memo"),
    "deleted": N_("Deleted"),
}
"""What can happen to a code, each with a word."""


@dataclass(frozen=True, slots=True)
class Act:
    """A command of the journal; `at` is milliseconds UTC, `undone` whether it was taken back since."""

    id: int
    at: int
    coder: str
    key: str
    params: Values
    undone: bool = False

    @property
    def puts_back(self) -> bool:
        """True if it takes another act back, or does it again."""
        return self.key in ("undo", "redo")


@dataclass(frozen=True, slots=True)
class Image:
    """What an act did to one row: the columns that changed; None before for a new row, None after for a lost one."""

    act: Act
    table: str
    row_id: int
    before: Values | None
    after: Values | None

    def new(self, column: str) -> Any:
        """What a column holds afterwards; None where nothing was said of it."""
        return (self.after or {}).get(column)

    def old(self, column: str) -> Any:
        """What a column held before; None where nothing was said of it."""
        return (self.before or {}).get(column)

    @property
    def whole(self) -> Values:
        """All columns of a row that came or went."""
        return self.after if self.before is None and self.after is not None else self.before or {}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a code; `at` is milliseconds UTC, `segments` how many distinct ones it stood on after it,
    and `members` how many codes were gathered under it.

    `why` is what its coder wrote about it, `target` what it names; `taken_back` if it was undone since.
    """

    act: int
    at: int
    coder: str
    kind: str
    text: str
    why: str = ""
    target: Target | None = None
    segments: int = 0
    members: int = 0
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What names and texts are, for telling: names of codes over time, and other things by table and id."""

    names: Mapping[int, Sequence[tuple[int, str]]]
    quotes: Mapping[int, str] = field(default_factory=dict)
    memos: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    maps: Mapping[int, str] = field(default_factory=dict)
    relations: Mapping[int, str] = field(default_factory=dict)
    verdicts: frozenset[int] = frozenset()

    def name(self, code: int | None, act: int) -> str:
        """What a code was called when an act had been done."""
        known = self.names.get(code or 0, ())
        if not known:
            return _("a code that is gone")
        place = bisect_right([number for number, _name in known], act) - 1
        return known[max(0, place)][1]

    def quoted(self, code: int | None, act: int) -> str:
        """The same in quotation marks."""
        return _("“{name}”").format(name=self.name(code, act))
