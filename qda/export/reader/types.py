"""What a reader's edition holds, as plain values: claims, codes, quotes, maps, memos, texts, each leading to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qda.analysis.synthesis.evidence import Counts
from qda.coding.queries import CodeRow
from qda.export.profiles import APA, Profile
from qda.memos.queries import MemoRow
from qda.synthesis.claims import ClaimRow
from qda.synthesis.negative_cases import NegativeRow

Texts = Literal["quoted", "whole", "none"]
TEXTS: tuple[Texts, ...] = ("quoted", "whole", "none")


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes in. `claims` None: all. Codes are those that the claims rest on, or all of them.

    `around` is how many lines stand before and after a quoted passage, `memos` the kinds that go along.
    """

    claims: tuple[int, ...] | None = None
    all_codes: bool = False
    texts: Texts = "quoted"
    around: int = 3
    memos: tuple[str, ...] = ("theoretical",)
    maps: bool = True
    title: str = ""
    profile: Profile = APA


@dataclass(frozen=True, slots=True)
class Said:
    """A quote under `owner` – a code's anchor or a claim's –, with the numbers of the claims that rest on it."""

    owner: str
    segment: int
    source_id: int
    source: str
    line: int
    speaker: str
    words: str
    first: str = ""
    """What the coding was called first, where that is something else."""
    also: tuple[int, ...] = ()
    """Other codes of the edition on the same segment."""
    claims: tuple[int, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it stands."""
        return f"{self.owner}-q{self.segment}"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a claim's trail; `to` is where it leads in the edition, `quotes` anchors with source and line."""

    label: str
    kind: str
    level: str
    note: str
    counts: Counts
    to: str = ""
    about: bool = False
    children: tuple[Step, ...] = ()
    quotes: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim with its trail, the quotes that hang on it directly, and what was held against it."""

    number: int
    row: ClaimRow
    counts: Counts
    flags: tuple[tuple[str, tuple[tuple[str, object], ...]], ...]
    steps: tuple[Step, ...]
    quotes: tuple[Said, ...]
    negatives: tuple[NegativeRow, ...]

    @property
    def anchor(self) -> str:
        """Where it stands."""
        return claim_anchor(self.row.id)


@dataclass(frozen=True, slots=True)
class ToldCode:
    """A code with its quotes; `above` and `below` are codes of the edition, `claims` those it leads up to."""

    row: CodeRow
    counts: Counts
    above: tuple[int, ...]
    below: tuple[int, ...]
    claims: tuple[int, ...]
    quotes: tuple[Said, ...]
    maps: tuple[int, ...] = ()
    memos: tuple[int, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it stands."""
        return code_anchor(self.row.id)


@dataclass(frozen=True, slots=True)
class ToldMap:
    """A map as SVG, with the codes of the edition that it shows."""

    id: int
    name: str
    description: str
    svg: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldText:
    """A source: `shown` are the numbers of its lines that go in; `marked` are stretches of quoted words."""

    id: int
    name: str
    about: str
    text: str
    lines: tuple[tuple[int, int], ...]
    shown: tuple[int, ...]
    marked: tuple[tuple[int, int], ...]
    back: Mapping[int, tuple[tuple[str, str], ...]]
    """By line: anchors of the quotes that begin there, with the names of their codes."""
    anonymised: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """All of it, as it may go out."""

    title: str
    context: str
    questions: tuple[str, ...]
    base: Counts
    claims: tuple[ToldClaim, ...]
    codes: tuple[ToldCode, ...]
    maps: tuple[ToldMap, ...]
    memos: tuple[MemoRow, ...]
    texts: tuple[ToldText, ...]
    withheld: tuple[str, ...] = ()
    """Those who are left out for want of consent."""
    withdrawn: int = 0
    of_study: Counts = field(default_factory=Counts)
    """What the study has, coded or not."""
    profile: Profile = field(default=APA, repr=False)

    @property
    def quotes(self) -> int:
        """How many quotes stand under codes and claims."""
        return sum(len(code.quotes) for code in self.codes) + sum(len(claim.quotes) for claim in self.claims)


def claim_anchor(claim: int) -> str:
    """Where a claim stands."""
    return f"claim-{claim}"


def code_anchor(code: int) -> str:
    """Where a code stands."""
    return f"code-{code}"


def line_anchor(source: int, line: int) -> str:
    """Where a line of a text stands."""
    return f"text-{source}-{line}"
