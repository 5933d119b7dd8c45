"""From a project to what its reader's edition holds: claims with their trails, codes with their quotes, maps, memos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qda.analysis.synthesis import evidence, evidence_flags
from qda.analysis.synthesis.evidence import Chain, Counts, Node
from qda.coding.queries import CodeRow, SegmentRow
from qda.export.leaving.veil import Veil
from qda.export.material import Material
from qda.export.reader.texts import texts
from qda.export.reader.types import (
    Choice,
    Edition,
    Said,
    Step,
    ToldClaim,
    ToldCode,
    ToldMap,
    claim_anchor,
    code_anchor,
)
from qda.i18n import speaking
from qda.memos.queries import MemoRow
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.synthesis import negative_cases
from qda.synthesis.claims import ClaimRow
from qda.synthesis.negative_cases import NegativeRow

# --- gathering -----------------------------------------------------------------------------------------------------


def gather(project: Project, choice: Choice, progress: Progress | None = None) -> Edition:
    """Read what goes in. Raises QuotedWithoutConsent, Cancelled."""
    progress, material, veil = progress or Silent(), Material(project), Veil.over(project)
    progress.step(0, 0, material.title)
    with speaking(choice.profile.texts, choice.profile.thousands_mark):
        chain = evidence.load(project)
    wanted = [row for row in chain.claims if choice.claims is None or row.id in choice.claims]
    picked = _codes(material, chain, wanted, choice)
    by_segment = _claims_of(chain, wanted)
    said = _said(material, picked, by_segment)
    maps = _maps(project, picked, veil, choice)
    memos = _memos(material, choice)
    claims = _claims(project, chain, wanted, said)
    codes = _told_codes(material, chain, picked, said, wanted, maps, memos)
    whole = (claims, codes, maps, memos)
    quoted = {quote.source_id for each in (*(c.quotes for c in codes), *(c.quotes for c in claims)) for quote in each}
    veil.settle(progress, whole, quoted if choice.texts != "none" else ())
    made = veil.value(whole)
    head, shown = _head(project), texts(project, material, made[0], made[1], veil, choice, progress)
    told = replace(head, title=choice.title or head.title, base=chain.base, of_study=chain.of_study)
    return replace(told, claims=made[0], codes=made[1], maps=made[2], memos=made[3], texts=shown,
                   withheld=veil.names, profile=choice.profile)  # fmt: skip


def _head(project: Project) -> Edition:
    from qda.study import queries as study
    from qda.study import withdrawals

    head = study.study(project)
    gone = len(withdrawals.rows(project))
    return Edition(head.title, head.context, head.questions, Counts(), (), (), (), (), (), withdrawn=gone)


def _codes(material: Material, chain: Chain, wanted: Sequence[ClaimRow], choice: Choice) -> list[CodeRow]:
    """Those that the claims lead to, in the order of the tree; all where that is wanted or the study claims nothing."""
    if choice.all_codes or not chain.claims:
        return [row for row in material.codes if row.codings or row.level != "initial"]
    kept: set[int] = set()
    for claim in wanted:
        kept.update(*evidence.codes_of(chain, claim.id).values())
        for link in chain.links(claim.id):
            if link.target.kind == "claim":
                kept.update(*evidence.codes_of(chain, link.target.id).values())
    return [row for row in material.codes if row.id in kept]


def _claims_of(chain: Chain, wanted: Iterable[ClaimRow]) -> dict[int, tuple[int, ...]]:
    """By segment: the claims that rest on it."""
    found: dict[int, list[int]] = defaultdict(list)
    for claim in wanted:
        for segment in chain.evidence(claim.id):
            found[segment].append(claim.id)
    return {segment: tuple(claims) for segment, claims in found.items()}


def _said(
    material: Material, picked: Sequence[CodeRow], by_segment: Mapping[int, tuple[int, ...]]
) -> dict[tuple[str, int], Said]:
    """The quotes of the codes, by owner and segment."""
    ids = {row.id for row in picked}
    on: dict[int, list[int]] = defaultdict(list)
    for row in material.segments:
        if row.code_id in ids and row.code_id not in on[row.segment_id]:
            on[row.segment_id].append(row.code_id)
    found: dict[tuple[str, int], Said] = {}
    for code in picked:
        for row in material.by_code.get(code.id, ()):
            owner = code_anchor(code.id)
            if (owner, row.segment_id) not in found:
                also = tuple(each for each in on[row.segment_id] if each != code.id)
                found[owner, row.segment_id] = _quoted(material, row, owner, also, by_segment)
    return found


def _quoted(
    material: Material, row: SegmentRow, owner: str, also: tuple[int, ...], claims: Mapping[int, tuple[int, ...]]
) -> Said:
    first = row.first_code if row.first_code != row.code else ""
    return Said(owner, row.segment_id, row.source_id, row.source, row.line, material.speaker(row), row.quote, first,
                also, claims.get(row.segment_id, ()))  # fmt: skip


_ANCHORS = {"claim": "claim", "category_map": "map", "memo": "memo"}


# --- claims --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Trail:
    """Makes steps of nodes; quotes that stand under no code of the edition are gathered for the claim itself."""

    claim: int
    said: Mapping[tuple[str, int], Said]
    places: Mapping[int, evidence_flags.Quote]
    loose: dict[int, Said] = field(default_factory=dict)

    def step(self, node: Node, owner: str = "") -> Step:
        """One node with all beneath it."""
        if node.target.kind == "code" and node.level != "began":
            owner = code_anchor(node.target.id)
        to = owner if node.level != "began" else ""
        if node.target.kind in _ANCHORS:
            to = f"{_ANCHORS[node.target.kind]}-{node.target.id}"
        quotes = tuple(self._quote(owner, segment) for segment in node.own if segment in self.places)
        return Step(
            node.label, node.target.kind, node.level, node.link.note if node.link else "", node.counts, to,
            node.link is not None and node.link.role == "about",
            tuple(self.step(child, owner) for child in node.children), quotes,
        )  # fmt: skip

    def _quote(self, owner: str, segment: int) -> tuple[str, str, int]:
        place = self.places[segment]
        found = self.said.get((owner, segment))
        if found is None:
            own = claim_anchor(self.claim)
            found = self.loose.setdefault(
                segment,
                Said(own, segment, place.source_id, place.source, place.line, place.speaker, place.quote),
            )
        return found.anchor, found.source, found.line


def _claims(
    project: Project, chain: Chain, wanted: Sequence[ClaimRow], said: Mapping[tuple[str, int], Said]
) -> tuple[ToldClaim, ...]:
    trails = {claim.id: chain.trail(claim.id) for claim in wanted}
    segments = {each for trail in trails.values() for each in evidence.segments_of(trail)}
    places = {quote.segment_id: quote for quote in evidence_flags.quotes(project, segments)}
    judged: dict[int, list[NegativeRow]] = defaultdict(list)
    for row in negative_cases.rows(project):
        if row.answer != "not contrary" and not row.detached:
            judged[row.claim_id].append(row)
    made = []
    for number, claim in enumerate(wanted, start=1):
        trail, standing = _Trail(claim.id, said, places), evidence_flags.standing(chain, claim)
        steps = tuple(trail.step(node) for node in trails[claim.id])
        flags = tuple((flag.template, flag.values) for flag in standing.flags)
        quotes = tuple(trail.loose.values())
        negatives = tuple(judged[claim.id])
        made.append(ToldClaim(number, claim, standing.counts, flags, steps, quotes, negatives))
    return tuple(made)


# --- codes, maps, memos --------------------------------------------------------------------------------------------


def _told_codes(
    material: Material, chain: Chain, picked: Sequence[CodeRow], said: Mapping[tuple[str, int], Said],
    wanted: Sequence[ClaimRow], maps: Sequence[ToldMap], memos: Sequence[MemoRow],
) -> tuple[ToldCode, ...]:  # fmt: skip
    ids = {row.id for row in picked}
    families = {claim.id: evidence.codes_of(chain, claim.id) for claim in wanted}
    ground = chain.ground
    quotes: dict[str, list[Said]] = defaultdict(list)
    for (owner, _segment), each in said.items():
        quotes[owner].append(each)
    facts = defaultdict(list)
    for fact in material.facts:
        facts[fact.code].append(fact)
    made = []
    for row in picked:
        whole = material.counts(fact for code in ground.family(row.id) for fact in facts[code])
        made.append(
            ToldCode(
                row,
                Counts(len(whole.segments), len(whole.sources), len(whole.participants), len(whole.cases)),
                tuple(each for each in ground.above.get(row.id, ()) if each in ids),
                tuple(each for each in ground.below.get(row.id, ()) if each in ids),
                tuple(claim for claim, held in families.items() if any(row.id in codes for codes in held.values())),
                tuple(quotes[code_anchor(row.id)]),
                tuple(each.id for each in maps if row.id in each.codes),
                tuple(
                    m.id for m in memos if any(at.target.kind == "code" and at.target.id == row.id for at in m.links)
                ),
            )
        )
    return tuple(made)


def _maps(project: Project, picked: Sequence[CodeRow], veil: Veil, choice: Choice) -> tuple[ToldMap, ...]:
    if not choice.maps:
        return ()
    from qda.coding import maps as stored
    from qda.export.maps import category_map
    from qda.export.maps import pictures as maps
    from qda.export.maps.paint import svg

    ids, made = {row.id for row in picked}, []
    for row in stored.rows(project):
        shown = {node.target_id for node in stored.drawn(project, row.id)[0] if node.target == "code"}
        codes = tuple(code for code in ids if code in shown)
        if codes:
            picture = veil.value(maps.picture(project, row.id, profile=choice.profile))
            drawn = svg(category_map.draw(picture, with_title=False))
            made.append(ToldMap(row.id, picture.title, picture.description, drawn, codes))
    return tuple(made)


def _memos(material: Material, choice: Choice) -> tuple[MemoRow, ...]:
    return tuple(memo for memo in material.memos if memo.kind in choice.memos and memo.text.strip())
