"""What stands in a REFI-QDA file, in its own words; lists may be empty, guids are lower case without braces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SelectionKind = Literal["text", "pdf", "picture", "time", "transcript"]
SourceKind = Literal["text", "pdf", "picture", "audio", "video", "note", "representation", "transcript"]


@dataclass(frozen=True, slots=True)
class RawCode:
    """A code; `parent` is the guid of the one around it."""

    guid: str
    name: str
    parent: str | None
    color: str
    codable: bool
    description: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawCoding:
    """A code on a selection or a source."""

    guid: str
    code: str
    user: str | None
    at: int | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawSelection:
    """A place in a source; of a text with `start` and `end`, of others with `where`, words that tell it.

    `inner` is the text that a PDF selection brings along, `sync` the points of time between which a transcript's lies.
    """

    kind: SelectionKind
    guid: str
    name: str
    description: str
    start: int | None
    end: int | None
    where: str
    inner: str
    sync: tuple[str, str]
    codings: tuple[RawCoding, ...]
    notes: tuple[str, ...]
    user: str | None
    at: int | None


@dataclass(frozen=True, slots=True)
class RawValue:
    """What something has for a variable; `type` is that of the element the value stands in."""

    variable: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class RawSource:
    """A source or a note; `inner` are representations and transcripts, `sync` positions of points of time."""

    kind: SourceKind
    guid: str
    name: str
    description: str
    content: str | None
    plain_path: str
    rich_path: str
    path: str
    selections: tuple[RawSelection, ...]
    codings: tuple[RawCoding, ...]
    notes: tuple[str, ...]
    values: tuple[RawValue, ...]
    inner: tuple[RawSource, ...]
    sync: dict[str, int]
    user: str | None
    at: int | None
    changed: int | None


@dataclass(frozen=True, slots=True)
class RawVariable:
    """A variable."""

    guid: str
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class RawCase:
    """A case, which need not have a name."""

    guid: str
    name: str
    description: str
    values: tuple[RawValue, ...]
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    selections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawSet:
    """A set of codes, sources and notes."""

    guid: str
    name: str
    description: str
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawLink:
    """A line between any two things."""

    guid: str
    name: str
    direction: str
    origin: str
    target: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawVertex:
    """A box of a graph; the second corner may be missing."""

    guid: str
    name: str
    stands_for: str
    first: tuple[int, int]
    second: tuple[int, int] | None
    shape: str
    color: str


@dataclass(frozen=True, slots=True)
class RawEdge:
    """A line of a graph between two boxes."""

    guid: str
    name: str
    stands_for: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class RawGraph:
    """A drawing."""

    guid: str
    name: str
    vertices: tuple[RawVertex, ...]
    edges: tuple[RawEdge, ...]


@dataclass(slots=True)
class RawProject:
    """A whole file; a code book has codes and sets only."""

    name: str = ""
    origin: str = ""
    description: str = ""
    user: str | None = None
    users: dict[str, str] = field(default_factory=dict)
    codes: list[RawCode] = field(default_factory=list)
    variables: list[RawVariable] = field(default_factory=list)
    cases: list[RawCase] = field(default_factory=list)
    sources: list[RawSource] = field(default_factory=list)
    notes: list[RawSource] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    sets: list[RawSet] = field(default_factory=list)
    graphs: list[RawGraph] = field(default_factory=list)
    note_refs: tuple[str, ...] = ()
