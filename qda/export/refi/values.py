"""A study as plain values, in the words of the standard: what is written, wherever it was read.

Every `guid` is one already that the schema takes. Times are milliseconds UTC, places code points, the end not included;
`notes` are the guids of the notes that hang on something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Direction = Literal["Associative", "OneWay", "Bidirectional"]
VariableType = Literal["Text", "Boolean", "Integer", "Float", "Date"]


@dataclass(frozen=True, slots=True)
class UserValue:
    """A coder."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class CodeValue:
    """A code; `parent` is the guid of the one it lives under, None at the top. Siblings stand in their order."""

    guid: str
    parent: str | None
    name: str
    color: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VariableValue:
    """A variable."""

    guid: str
    name: str
    type: VariableType
    description: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What something has for a variable, written as its type is."""

    variable: str
    type: VariableType
    value: str


@dataclass(frozen=True, slots=True)
class CaseValue:
    """A case of the standard: one of ours, a unit or a participant."""

    guid: str
    name: str
    description: str = ""
    values: tuple[Held, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingValue:
    """A code on a selection."""

    guid: str
    code: str
    user: str | None = None
    at: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SelectionValue:
    """A stretch of a text; `quote` begins with its words."""

    guid: str
    start: int
    end: int
    quote: str
    codings: tuple[CodingValue, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceValue:
    """A text; `text` reads it, because it is needed for counting places and once more for writing."""

    guid: str
    name: str
    text: Callable[[], str]
    selections: Iterable[SelectionValue] = ()
    description: str = ""
    at: int | None = None
    notes: tuple[str, ...] = ()
    values: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteValue:
    """A note: a memo, or what else is carried as one. Its selections are places in its own text."""

    guid: str
    name: str
    text: str
    user: str | None = None
    at: int | None = None
    changed: int | None = None
    selections: tuple[SelectionValue, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkValue:
    """A line between any two objects."""

    guid: str
    name: str
    origin: str
    target: str
    direction: Direction = "OneWay"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetValue:
    """A set of codes, sources or notes."""

    guid: str
    name: str
    description: str
    codes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VertexValue:
    """A box of a graph, in pixels at 96 to the inch, y downwards."""

    guid: str
    name: str
    stands_for: str | None
    box: tuple[int, int, int, int]
    shape: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class EdgeValue:
    """A line of a graph between two boxes."""

    guid: str
    name: str
    stands_for: str | None
    source: str
    target: str
    direction: Direction
    line: Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True, slots=True)
class GraphValue:
    """A map."""

    guid: str
    name: str
    vertices: tuple[VertexValue, ...] = ()
    edges: tuple[EdgeValue, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyValue:
    """A whole project. What is long is an iterable, read once and in this order."""

    name: str
    origin: str = ""
    description: str = ""
    user: str | None = None
    at: int | None = None
    changed: int | None = None
    users: tuple[UserValue, ...] = ()
    codes: tuple[CodeValue, ...] = ()
    variables: tuple[VariableValue, ...] = ()
    cases: Iterable[CaseValue] = ()
    sources: Iterable[SourceValue] = ()
    own_notes: Iterable[NoteValue] = ()
    links: Iterable[LinkValue] = ()
    sets: Iterable[SetValue] = ()
    graphs: Iterable[GraphValue] = ()
    notes: tuple[str, ...] = ()
