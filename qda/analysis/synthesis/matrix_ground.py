"""What stands under the cells of matrices: every coded segment in columns of numbers, read once and then only read.

Whose a segment is goes by the rules of `retrieval`: the cases of its passages, else of its speaker's participant, else
of its source's home. Segments that share all this share a group, so that cells meet few groups and not many segments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.analysis.segments.belonging import Belonging
from qda.coding import categories
from qda.names import name_key
from qda.project.project import Project
from qda.store.models import (
    Case,
    ClaimLink,
    Coding,
    DataSet,
    Evidence,
    Literature,
    Segment,
    Source,
    Unit,
)
from qda.store.rows import bare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

_LEVELS = ("initial", "focused", "category", "theme")
TABLES = (
    "segment", "coding", "source", "case", "unit", "participant", "participant_case", "source_participant", "speaker",
    "passage", "code", "membership", "evidence", "claim_link", "data_set", "literature", "text_version",
)  # fmt: skip
"""A change of one of these makes another ground."""


@dataclass(frozen=True, slots=True)
class Group:
    """Whose a segment is: its source, who speaks, its cases and units; `asks`: the interviewer does."""

    source: int
    people: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]
    asks: bool

    @property
    def voice(self) -> frozenset[tuple[str, int]]:
        """Who is heard: the participants, else the source itself; nobody where the interviewer speaks."""
        if self.asks:
            return frozenset()
        return frozenset(("participant", each) for each in self.people) or frozenset((("source", self.source),))


@dataclass(frozen=True, eq=False)
class Ground:
    """Segments in the order of sources and places. `ids`, `group_of` and `coded` run over the segments.

    A segment that carries no code is there if it is evidence of something; it counts only where it is asked for.
    """

    ids: Numbers
    group_of: Numbers
    coded: Mask
    groups: tuple[Group, ...]
    codings: tuple[Numbers, Numbers]
    """The places of segments, and the codes that they carry."""
    families: Mapping[int, frozenset[int]]
    properties: Mapping[int, frozenset[int]]
    """The segments that are evidence for each property."""
    claims: Mapping[int, tuple[tuple[str, int], ...]]
    """What each claim rests on: table and id."""
    words: Mapping[str, Mapping[int, str]]
    """The perspective, kind and method of each source, as keys of names."""
    literature: Mapping[int, int]
    unit_names: Mapping[int, str]
    cases_of_units: Mapping[int, int]
    _masks: dict[tuple[str, Any], Mask] = field(default_factory=dict, repr=False)

    @cached_property
    def counted(self) -> tuple[tuple[Numbers, Numbers, int], ...]:
        """For sources, participants and cases: pairs of a group and one of its members by number, and how many."""
        of = (lambda g: (g.source,)), (lambda g: g.people), (lambda g: g.cases)
        return tuple(_pairs([members(group) for group in self.groups]) for members in of)

    def mask(self, target: str, key: int | str | None) -> Mask | None:
        """Which segments stand under a row or column; None for a free heading, which nothing counts for."""
        if target == "" or key is None:
            return None
        if (target, key) not in self._masks:
            self._masks[target, key] = self._made(target, key)
        return self._masks[target, key]

    def _made(self, target: str, key: int | str) -> Mask:
        if isinstance(key, str):
            return self._of_groups({at for at, group in enumerate(self.groups) if self._says(target, group, key)})
        if target == "code":
            return self._of_codes(self.families.get(key, frozenset((key,))))
        if target == "property":
            return self.these(self.properties.get(key, ()))
        if target == "claim":
            return self._of_claim(key)
        if target == "literature":
            key = self.literature.get(key, 0)
            target = "source"
        held = {at for at, group in enumerate(self.groups) if key in _OF[target](group)}
        return self._of_groups(held)

    def _says(self, target: str, group: Group, key: str) -> bool:
        return self.words[target].get(group.source, "") == key

    def _of_groups(self, wanted: Collection[int]) -> Mask:
        import numpy as np

        flags = np.zeros(len(self.groups), dtype=bool)
        flags[list(wanted)] = True
        return flags[self.group_of] & self.coded if len(self.groups) else np.zeros(0, dtype=bool)

    def _of_codes(self, codes: Collection[int]) -> Mask:
        import numpy as np

        at, given = self.codings
        found = np.zeros(len(self.ids), dtype=bool)
        found[at[np.isin(given, list(codes))]] = True
        return found

    def _of_claim(self, claim: int) -> Mask:
        import numpy as np

        found = np.zeros(len(self.ids), dtype=bool)
        rests = self.claims.get(claim, ())
        found |= self.these([key for kind, key in rests if kind == "segment"])
        for kind, key in rests:
            if kind in ("code", "property"):
                found |= self._made(kind, key)
        return found

    def these(self, segments: Iterable[int]) -> Mask:
        """Where segments with these ids are."""
        import numpy as np

        wanted = list(segments)
        return np.isin(self.ids, wanted) if wanted else np.zeros(len(self.ids), dtype=bool)


def _pairs(members: Sequence[Collection[int]]) -> tuple[Numbers, Numbers, int]:
    import numpy as np

    numbers: dict[int, int] = {}
    pairs = [(at, numbers.setdefault(each, len(numbers))) for at, held in enumerate(members) for each in held]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1], len(numbers)


_OF: Mapping[str, Any] = {
    "case": lambda group: group.cases,
    "unit": lambda group: group.units,
    "participant": lambda group: group.people,
    "source": lambda group: (group.source,),
}


def load(project: Project) -> Ground:
    """Read the segments of the current texts."""
    import numpy as np

    families = categories.families(project, levels=_LEVELS)
    with project.read() as session:
        context = Belonging.load(session)
        coded, given = _codings(session)
        rows = _segments(session)
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        groups, group_of = _grouped(rows, context)
        at = _places(ids, coded)
        carries = np.zeros(len(ids), dtype=bool)
        carries[at[at >= 0]] = True
        return Ground(
            ids,
            np.array(group_of, dtype=np.int64),
            carries,
            groups,
            (at[at >= 0], given[at >= 0]),
            families,
            _sets(bare(session, select(Evidence.property_id, Evidence.segment_id))),
            _claims(session),
            _words(session),
            {row[0]: row[1] for row in bare(session, select(Literature.id, Literature.source_id)) if row[1]},
            dict(session.execute(select(Unit.id, Unit.name)).all()),
            dict(session.execute(select(Case.id, Case.unit_id)).all()),
        )


def _segments(session: Session) -> Any:
    query = (
        select(Segment.id, Segment.source_id, Segment.start, Segment.end, Segment.speaker_id)
        .join(Source, Source.version_id == Segment.version_id)
        .where(~Segment.detached)
        .order_by(Source.position, Source.id, Segment.start, Segment.end)
    )
    return bare(session, query)


def _codings(session: Session) -> tuple[Numbers, Numbers]:
    import numpy as np

    rows = bare(session, select(Coding.segment_id, Coding.code_id))
    both = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=2 * len(rows)).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _places(ids: Numbers, wanted: Numbers) -> Numbers:
    """Where each wanted id stands among `ids`; -1 where it does not."""
    import numpy as np

    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    found = np.minimum(np.searchsorted(ids[order], wanted), len(ids) - 1)
    places = order[found]
    return np.where(ids[places] == wanted, places, -1)


def _grouped(rows: Any, context: Belonging) -> tuple[tuple[Group, ...], list[int]]:
    """The groups, and that of each segment; a source with passages has a group for each set of cases touched."""
    groups: dict[Group, int] = {}
    known: dict[tuple[int, int | None], int] = {}
    found = []
    for _id, source, start, end, speaker in rows:
        at = known.get((source, speaker))
        if at is None:
            cases = context.cases(source, speaker, (start, end))
            asks = speaker is not None and context.stands_for.get(speaker, (None, False))[1]
            people = context.participants(source, speaker)
            group = Group(source, people, cases, context.units(source, cases), asks)
            at = groups.setdefault(group, len(groups))
            if not context.passages.get(source):
                known[source, speaker] = at
        found.append(at)
    return tuple(groups), found


def _claims(session: Session) -> dict[int, tuple[tuple[str, int], ...]]:
    held: dict[int, list[tuple[str, int]]] = defaultdict(list)
    query = select(ClaimLink.claim_id, ClaimLink.target, ClaimLink.target_id).where(ClaimLink.role != "about")
    for claim, target, target_id in bare(session, query):
        held[claim].append((target, target_id))
    return {claim: tuple(links) for claim, links in held.items()}


def _words(session: Session) -> dict[str, dict[int, str]]:
    query = select(Source.id, Source.perspective, Source.kind, DataSet.method)
    rows = bare(session, query.outerjoin(DataSet, DataSet.id == Source.data_set_id))
    return {
        name: {row[0]: name_key(row[at] or "") for row in rows}
        for at, name in enumerate(("perspective", "kind", "method"), start=1)
    }


def _sets(pairs: Iterable[Any]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}
