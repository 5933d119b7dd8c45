"""A study on its way into a project, as plain values: what every reader of another program's files gathers.

Every `key` is the thing's identity in the file, a guid where it has one. Times are milliseconds UTC, None where the
file tells none; places are code points of the text as it is stored, the end not included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qda.text import Mark

Target = tuple[str, str]
"""What something hangs on: the name of a table (code, source, segment, case, …) and a key."""

STUDY: Target = ("study", "")


@dataclass(frozen=True, slots=True)
class CodeIn:
    """A code; `parent` is the key of the one it lives under, None at the top. Parents come first."""

    key: str
    name: str
    parent: str | None = None
    color: str = ""
    level: str = "initial"
    in_vivo: bool = False
    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""
    example: str = ""
    retired: bool = False
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class SourceIn:
    """A text with its home; `speakers` tells of each label a participant's key, None for the interviewer, or ""."""

    key: str
    name: str
    text: str
    marks: tuple[Mark, ...] = ()
    kind: str = ""
    perspective: str = ""
    date: str | None = None
    placed_on: str | None = None
    coded: bool = False
    description: str = ""
    original_name: str = ""
    at: int | None = None
    unit: str | None = None
    case: str | None = None
    participants: tuple[str, ...] = ()
    speakers: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SegmentIn:
    """A stretch of a source."""

    key: str
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CodingIn:
    """A code on a segment; `coder` is the key of who coded."""

    key: str
    segment: str
    code: str
    coder: str | None = None
    at: int | None = None
    first_code: str | None = None


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A unit of analysis."""

    key: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class CaseIn:
    """A case in its unit."""

    key: str
    name: str
    unit: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantIn:
    """A participant and the cases that he or she belongs to, each with the key of that belonging."""

    key: str
    name: str
    role: str = ""
    cases: tuple[tuple[str, str], ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class PassageIn:
    """A stretch of a source that speaks of another case."""

    source: str
    start: int
    end: int
    case: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class AttributeIn:
    """A typed attribute: text, number, date or choice."""

    key: str
    name: str
    type: str = "text"
    choices: str = ""


@dataclass(frozen=True, slots=True)
class ValueIn:
    """What something has for an attribute."""

    attribute: str
    target: Target
    value: str


@dataclass(frozen=True, slots=True)
class MemoIn:
    """A memo and what it hangs on."""

    key: str
    title: str
    text: str
    kind: str = "initial"
    stage: str = "early"
    coder: str | None = None
    at: int | None = None
    changed: int | None = None
    tags: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class MembershipIn:
    """A code gathered under another."""

    member: str
    group: str
    since: int | None = None


@dataclass(frozen=True, slots=True)
class PropertyIn:
    """A property of a category with its dimensions, from pole to pole."""

    key: str
    code: str
    name: str
    description: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceIn:
    """A segment that shows a property, with its place on a dimension (by poles) from 0 to 1."""

    key: str
    property: str
    segment: str
    dimension: tuple[str, str] | None = None
    place: float | None = None


@dataclass(frozen=True, slots=True)
class RelationIn:
    """A typed relation between two codes."""

    key: str
    origin: str
    target: str
    type: str
    symmetric: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class NodeIn:
    """A box of a map: `target` is a table and a key, or note or group with words of its own."""

    key: str
    target: Target
    text: str
    box: tuple[float, float, float, float]
    color: str = ""
    group: str | None = None


@dataclass(frozen=True, slots=True)
class EdgeIn:
    """A line of a map; `relation` is the key of the relation that it stands for."""

    origin: str
    target: str
    relation: str | None = None
    label: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class MapIn:
    """A map."""

    key: str
    name: str
    description: str = ""
    nodes: tuple[NodeIn, ...] = ()
    edges: tuple[EdgeIn, ...] = ()


@dataclass(slots=True)
class Carried:
    """All of a study; readers fill the lists."""

    title: str = ""
    description: str = ""
    context: str = ""
    questions: list[str] = field(default_factory=list)
    user: str | None = None
    coders: dict[str, str] = field(default_factory=dict)  # name by key
    codes: list[CodeIn] = field(default_factory=list)
    units: list[NamedIn] = field(default_factory=list)
    cases: list[CaseIn] = field(default_factory=list)
    participants: list[ParticipantIn] = field(default_factory=list)
    sources: list[SourceIn] = field(default_factory=list)
    segments: list[SegmentIn] = field(default_factory=list)
    codings: list[CodingIn] = field(default_factory=list)
    passages: list[PassageIn] = field(default_factory=list)
    attributes: list[AttributeIn] = field(default_factory=list)
    values: list[ValueIn] = field(default_factory=list)
    core: str | None = None
    memberships: list[MembershipIn] = field(default_factory=list)
    properties: list[PropertyIn] = field(default_factory=list)
    evidence: list[EvidenceIn] = field(default_factory=list)
    relations: list[RelationIn] = field(default_factory=list)
    memos: list[MemoIn] = field(default_factory=list)
    maps: list[MapIn] = field(default_factory=list)
