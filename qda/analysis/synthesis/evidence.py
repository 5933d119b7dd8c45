"""The chain of evidence: from a claim through categories, focused and initial codes to the words, and back.

What a claim rests on leads to segments: a code to those of all that is gathered under it or lives there, a property,
relation, memo, verdict, cell or pattern to those that were put to it, a segment to itself. A retired code leads to what
began with it. Where a claim is about cases, units, participants or sources, only segments of theirs are its evidence
(those that were linked one by one always are). Counts are distinct; detached segments count nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qda.analysis.synthesis import evidence_ground
from qda.analysis.synthesis.evidence_ground import Ground, Whose
from qda.i18n import _, ngettext
from qda.project.project import Project
from qda.synthesis.claims import ClaimRow, LinkRow
from qda.synthesis.targets import Target

SCOPES = ("case", "unit", "participant", "source")
"""What a claim can be limited to by being about it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much evidence there is, in distinct things."""

    segments: int = 0
    sources: int = 0
    participants: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A step of the trail. `own` are the segments that hang here directly, in the order of the study.

    `level` is the code's, or “began” for what a coding was called first; empty for all that is no code. `ids` are all
    segments that this step leads to.
    """

    target: Target
    label: str
    level: str
    ids: frozenset[int]
    counts: Counts
    own: tuple[int, ...]
    children: tuple[Node, ...] = ()
    link: LinkRow | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How a claim stands on a segment: the names from what the segment carries up to what the claim is linked to.

    `answer` is set where the segment was held against the claim instead.
    """

    claim: ClaimRow
    names: tuple[str, ...]
    answer: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Chain:
    """What every claim stands on, as the study is now; read once and then only asked."""

    ground: Ground
    _found: dict[int, frozenset[int]] = field(default_factory=dict, repr=False)

    @property
    def claims(self) -> tuple[ClaimRow, ...]:
        """All claims in their order."""
        return self.ground.claims

    def links(self, claim_id: int) -> Sequence[LinkRow]:
        """What a claim is linked to, what it rests on first."""
        return self.ground.links.get(claim_id, ())

    def label(self, target: Target) -> str:
        """What a linked thing is called."""
        return self.ground.labels.get(target) or _("(gone)")

    @cached_property
    def base(self) -> Counts:
        """What is coded: segments, and the sources, participants and cases that they are of."""
        return Counts(*self.ground.base)

    @property
    def of_study(self) -> Counts:
        """The sources, participants and cases that the study has, coded or not; segments are those that are coded."""
        ground = self.ground
        return Counts(ground.base.segments, len(ground.sources), len(ground.participants), len(ground.cases))

    # --- downwards -----------------------------------------------------------------------------------

    def evidence(self, claim_id: int) -> frozenset[int]:
        """The segments that a claim rests on."""
        if claim_id not in self._found:
            self._found[claim_id] = self._gathered(claim_id, frozenset())
        return self._found[claim_id]

    def _gathered(self, claim_id: int, seen: frozenset[int]) -> frozenset[int]:
        """What a claim rests on; what it rests on by way of itself comes to nothing more."""
        found: set[int] = set()
        within, deeper = self._within(claim_id), seen | {claim_id}
        for link in self.links(claim_id):
            if link.role != "rests on" or (link.target.kind == "claim" and link.target.id in deeper):
                continue
            ids = self._gathered(link.target.id, deeper) if link.target.kind == "claim" else self.leads(link.target)
            if within is not None and link.target.kind != "segment":
                ids = frozenset(each for each in ids if within(self.ground.whose(each)))
            found |= ids
        return frozenset(found)

    def leads(self, target: Target) -> frozenset[int]:
        """The segments that a linked thing leads to, whatever the claim is about."""
        ground = self.ground
        if target.kind == "code":
            return ground.of_code(target.id)
        if target.kind == "claim":
            return self.evidence(target.id)
        if target.kind == "relation":
            ends = ground.relations.get(target.id, ())
            return frozenset().union(*(ground.of_code(code) for code in ends))
        return ground.loose.get(target, frozenset())

    def scope(self, claim_id: int) -> tuple[Target, ...]:
        """The cases, units, participants and sources that a claim is about; none where it is about the whole study."""
        about = (link.target for link in self.links(claim_id) if link.role == "about")
        return tuple(target for target in about if target.kind in SCOPES)

    def _within(self, claim_id: int) -> Callable[[Whose], bool] | None:
        wanted: dict[str, set[int]] = defaultdict(set)
        for target in self.scope(claim_id):
            wanted[target.kind].add(target.id)
        if not wanted:
            return None
        return lambda whose: bool(
            whose.cases & wanted["case"]
            or whose.units & wanted["unit"]
            or whose.participants & wanted["participant"]
            or whose.source in wanted["source"]
        )

    def within(self, claim_id: int, whose: Whose) -> bool:
        """True if something of these counts for what a claim is about."""
        rule = self._within(claim_id)
        return rule is None or rule(whose)

    def count(self, ids: Iterable[int]) -> Counts:
        """Distinct sources, participants and cases of segments."""
        ids = list(ids)
        held = self.ground.held(ids)
        return Counts(
            len(ids),
            len({whose.source for whose in held}),
            len(frozenset().union(*(whose.participants for whose in held))),
            len(frozenset().union(*(whose.cases for whose in held))),
        )

    def trail(self, claim_id: int) -> tuple[Node, ...]:
        """The steps below a claim: each thing it is linked to, down to the codes that hold segments."""
        rule = self._within(claim_id)

        def kept(ids: frozenset[int], target: Target) -> frozenset[int]:
            if rule is None or target.kind == "segment":
                return ids
            return frozenset(each for each in ids if rule(self.ground.whose(each)))

        return tuple(self._step(link.target, kept, frozenset((claim_id,)), link) for link in self.links(claim_id))

    def _step(
        self,
        target: Target,
        kept: Callable[[frozenset[int], Target], frozenset[int]],
        seen: frozenset[int],
        link: LinkRow | None = None,
    ) -> Node:
        ground = self.ground
        if target.kind == "code":
            return self._code(target.id, kept, frozenset(), link)
        ids = kept(self.leads(target), target)
        children: tuple[Node, ...] = ()
        if target.kind == "relation":
            ends = dict.fromkeys(ground.relations.get(target.id, ()))
            children = tuple(self._code(code, kept, frozenset(), None) for code in ends)
        elif target.kind == "claim" and target.id not in seen:
            within = [each for each in self.links(target.id) if each.role == "rests on"]
            deeper = seen | {target.id}
            children = tuple(self._step(each.target, kept, deeper, each) for each in within)
        own = () if children else ground.in_order(ids)
        return Node(target, self.label(target), "", ids, self.count(ids), own, children, link)

    def _code(
        self,
        code: int,
        kept: Callable[[frozenset[int], Target], frozenset[int]],
        above: frozenset[int],
        link: LinkRow | None,
    ) -> Node:
        ground, target = self.ground, Target("code", code)
        ids = kept(ground.of_code(code), target)
        retired = code not in ground.levels
        own: frozenset[int] = ids
        children: list[Node] = []
        if not retired:
            here = {first: kept(found, target) for first, found in ground.by_code.get(code, {}).items()}
            own = here.pop(code, frozenset())
            path = above | {code}
            children += [self._code(each, kept, path, None) for each in ground.below.get(code, ()) if each not in path]
            children += [self._began(first, found) for first, found in here.items() if found]
            children.sort(key=lambda node: (-len(node.ids), node.label))
        level = ground.levels.get(code) or ground.was.get(code, "initial")
        name = ground.names.get(code) or self.label(target)
        return Node(target, name, level, ids, self.count(ids), ground.in_order(own), tuple(children), link, retired)

    def _began(self, first: int, found: frozenset[int]) -> Node:
        name = self.ground.names.get(first, "")
        return Node(Target("code", first), name, "began", found, self.count(found), self.ground.in_order(found))

    # --- back upwards --------------------------------------------------------------------------------

    def on_segments(self, segment_ids: Iterable[int]) -> list[Way]:
        """Every claim that stands on one of these segments, or that one was held against, in the order of claims."""
        ids = frozenset(segment_ids)
        found: list[Way] = []
        for claim in self.claims:
            here = ids & self.evidence(claim.id)
            if here:
                found.append(Way(claim, self._way(claim.id, min(here))))
            for segment, answer, outcome in self.ground.judged.get(claim.id, ()):
                if segment in ids:
                    found.append(Way(claim, (), answer, outcome))
        return found

    def on_code(self, code_id: int) -> list[Way]:
        """Every claim that a code leads up to: it is linked to it, or to what it is gathered under."""
        found = []
        for claim in self.claims:
            for link in self.links(claim.id):
                target = link.target
                if target.kind == "code" and code_id in self.ground.family(target.id):
                    found.append(Way(claim, self._climb((code_id,), target.id)))
                    break
        return found

    def _way(self, claim_id: int, segment: int) -> tuple[str, ...]:
        """The names from a segment's code up to what is linked."""
        for link in self.links(claim_id):
            if link.role != "rests on" or segment not in self.leads(link.target):
                continue
            if link.target.kind == "code":
                return self._climb(self.ground.codes_on(segment, link.target.id), link.target.id)
            return (self.label(link.target),) if link.target.kind != "segment" else ()
        return ()

    def _climb(self, start: Iterable[int], top: int) -> tuple[str, ...]:
        ground, before = self.ground, dict.fromkeys(start, 0)
        waiting = list(before)
        while waiting and top not in before:
            at = waiting.pop(0)
            for above in ground.above.get(at, ()):
                if above not in before:
                    before[above] = at
                    waiting.append(above)
        names, at = [], top if top in before else 0
        while at:
            names.append(ground.names.get(at, ""))
            at = before[at]
        return tuple(reversed(names)) or (ground.names.get(top, ""),)


def load(project: Project) -> Chain:
    """Read what the claims stand on."""
    return Chain(evidence_ground.load(project))


def counts_words(counts: Counts, base: Counts) -> str:
    """“14 segments, 3 of 12 sources, 2 of 9 cases, 2 of 20 participants”; only of what the study has."""
    one, many = "{count} segment", "{count} segments"
    parts = [ngettext(one, many, counts.segments).format(count=counts.segments)]
    if counts.segments:
        for count, of, words in (
            (counts.sources, base.sources, _("{count} of {of} sources")),
            (counts.cases, base.cases, _("{count} of {of} cases")),
            (counts.participants, base.participants, _("{count} of {of} participants")),
        ):
            if of:
                parts.append(words.format(count=count, of=of))
    return ", ".join(parts)


def segments_of(nodes: Iterable[Node]) -> list[int]:
    """All segments that steps lead to, each once, in the order they are met going down."""
    found: dict[int, None] = {}
    for node in nodes:
        found |= dict.fromkeys(node.own)
        found |= dict.fromkeys(segments_of(node.children))
    return list(found)


def codes_of(chain: Chain, claim_id: int) -> Mapping[int, frozenset[int]]:
    """The codes that a claim is linked to, by any role, each with its family."""
    linked: dict[int, None] = {}
    for link in chain.links(claim_id):
        if link.target.kind == "code":
            linked[link.target.id] = None
        elif link.target.kind == "relation":
            linked |= dict.fromkeys(chain.ground.relations.get(link.target.id, ()))
        elif link.target.kind == "property":
            owner = chain.ground.owners.get(link.target.id)
            linked |= {} if owner is None else {owner: None}
    return {code: chain.ground.family(code) for code in linked}
