"""Claims and their evidence, the chain of evidence of a claim as a document, and its negative cases as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from qda.analysis.synthesis import evidence, evidence_flags
from qda.analysis.synthesis.evidence import Chain, Node
from qda.analysis.synthesis.evidence_flags import Flag, Standing
from qda.analysis.synthesis.evidence_flags import Quote as Found
from qda.export import bases
from qda.export.blocks import Block, Heading, Prose, said
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.study.data_tables import titled
from qda.export.tables import Column, Count, Quote, Row, Run, Table, rich
from qda.export.word.text import quoted
from qda.i18n import N_, speaking
from qda.project.project import Project, by_count
from qda.synthesis import negative_cases
from qda.synthesis.claims import KIND_WORDS, STATUS_WORDS, ClaimRow
from qda.synthesis.negative_cases import ANSWER_WORDS, OUTCOME_WORDS
from qda.synthesis.targets import KIND_WORDS as TARGET_WORDS
from qda.synthesis.targets import Target

if TYPE_CHECKING:
    from qda.export.wishes import Wish

LEVEL_WORDS = {
    "initial": N_("initial code"),
    "focused": N_("focused code"),
    "category": N_("category"),
    "theme": N_("theme"),
    "began": N_("began as this initial code"),
}
"""What a step of the chain of evidence is called, by its level."""


def _chain(material: Material, profile: Profile) -> Chain:
    """The chain of evidence, with what it names itself in the document's words."""
    with speaking(profile.texts, profile.thousands_mark):
        return evidence.load(material.project)


def evidence_blocks(material: Material, wish: Wish) -> list[Block]:
    """Claims and their evidence; nothing where nothing is claimed."""
    chain = _chain(material, wish.profile)
    return [claims_table(chain, material, wish.profile)] if chain.claims else []


def chain_blocks(material: Material, wish: Wish) -> list[Block]:
    """The chain of evidence of every claim, with up to `each` quotes under each code."""
    chain, profile = _chain(material, wish.profile), wish.profile
    if not chain.claims:
        return []
    told = profile.say(N_("Counts are distinct, and out of what is coded in the whole study."))
    made: list[Block] = [said(" ".join((told, *_beside(chain, profile))), "about")]
    for claim in chain.claims:
        made += document(material.project, chain, claim, profile, each=wish.each)
    return made


def chain_sheets(material: Material, wish: Wish) -> list[Table]:
    """The chain of every claim as one table, a row for each segment under each code on the way to it."""
    chain, profile = _chain(material, wish.profile), wish.profile
    trails = {claim.id: chain.trail(claim.id) for claim in chain.claims}
    wanted = [segment for trail in trails.values() for node in _nodes(trail) for segment in node.own]
    quotes = {quote.segment_id: quote for quote in evidence_flags.quotes(material.project, wanted)}
    rows = [
        Row((claim.text, " > ".join(way), Quote(found.quote, found.source, found.speaker, found.line)))
        for claim in chain.claims
        for node in trails[claim.id]
        for way, segment in _ways(node, ())
        if (found := quotes.get(segment)) is not None
    ]
    columns = (
        Column(profile.say(N_("Claim")), "stub"),
        Column(profile.say(N_("Chain"))),
        Column(profile.say(N_("Quote")), "quote"),
    )
    return [Table(titled(N_("Chain of Evidence"), material, profile), columns, tuple(rows))] if rows else []


def _ways(node: Node, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    way = (*above, node.label)
    for child in node.children:
        yield from _ways(child, way)
    for segment in node.own:
        yield way, segment


def negative_blocks(material: Material, wish: Wish) -> list[Block]:
    """What was held against the claims; nothing where nothing was."""
    rows = negative_cases.rows(material.project)
    return [negatives_table(rows, material, wish.profile)] if rows else []


# --- claims and their evidence ---------------------------------------------------------------------------------------


def claims_table(chain: Chain, material: Material, profile: Profile) -> Table:
    """One row for each claim: what it rests on, how much that is, what speaks against it, where it is thin."""
    base, standings = chain.base, evidence_flags.standings(chain)
    people = bool(base.participants)
    columns = (
        Column(profile.say(N_("Claim")), "stub"),
        Column(profile.say(N_("Status"))),
        Column(profile.say(N_("Rests on"))),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Sources")), "count", base=base.sources),
        Column(profile.say(N_("Cases")), "count", base=base.cases, sheet_only=not base.cases),
        Column(profile.say(N_("Participants")), "count", base=base.participants, sheet_only=not people),
        Column(profile.say(N_("Contrary")), "count"),
        Column(profile.say(N_("To mind"))),
    )
    rows = tuple(_claim_row(chain, each, profile) for each in standings)
    note = N_(
        "Counts are distinct: every segment, source, case and participant once for each claim. Contrary are passages "
        "that were held against the claim and judged contrary. *n* is what is coded in the whole study."
    )
    return Table(
        titled(N_("Claims and Their Evidence"), material, profile),
        columns,
        rows,
        notes=(rich(profile.translated(note)), *(rich("{text}", text=told) for told in _beside(chain, profile))),
    )


def _beside(chain: Chain, profile: Profile) -> Iterator[str]:
    """What the study has beside what is coded: a sentence for each kind."""
    base, study = chain.base, chain.of_study
    people = study.participants - base.participants if base.participants else 0
    cases = study.cases - base.cases if base.cases else 0
    return bases.left_out(profile, sources=study.sources - base.sources, cases=cases, participants=people)


def _flagged(flag: Flag, profile: Profile) -> str:
    """What is to be minded, with kinds of sources and perspectives in the document’s language."""
    words = {name: profile.translated(each) if isinstance(each, str) else each for name, each in flag.values}
    return profile.say(flag.template, **words)


def _claim_row(chain: Chain, standing: Standing, profile: Profile) -> Row:
    claim, counts = standing.claim, standing.counts
    links = [link for link in chain.links(claim.id) if link.role == "rests on"]
    minded = " ".join(_flagged(flag, profile) for flag in standing.flags)
    return Row(
        (
            claim.text,
            _standing(claim, profile),
            "; ".join(_named(chain, link.target, profile) for link in links),
            Count(counts.segments),
            Count(counts.sources),
            Count(counts.cases),
            Count(counts.participants),
            Count(standing.contrary),
            minded,
        )
    )


def _named(chain: Chain, target: Target, profile: Profile) -> str:
    """Codes by their names; whatever else with what it is."""
    label = chain.label(target)
    if target.kind in ("code", "segment", "relation"):
        return label
    return profile.say(N_("{kind} “{name}”"), kind=profile.translated(TARGET_WORDS[target.kind]), name=label)


def _standing(claim: ClaimRow, profile: Profile) -> str:
    status = profile.translated(STATUS_WORDS.get(claim.status, claim.status))
    return status if claim.kind == "claim" else f"{profile.translated(KIND_WORDS[claim.kind])}, {status}"


# --- the chain of evidence as a document -----------------------------------------------------------------------------


def document(
    project: Project, chain: Chain, claim: ClaimRow, profile: Profile, *, each: int | None = None
) -> list[Block]:
    """A claim, what is to be minded, and every step down to the words; `each` limits the quotes under a code."""
    standing, trail = evidence_flags.standing(chain, claim), chain.trail(claim.id)
    made: list[Block] = [Heading(claim.text), Prose(_status_line(chain, standing, profile))]
    if claim.expected:
        made.append(said(profile.say(N_("Expected: {pattern}"), pattern=claim.expected)))
    if claim.note:
        made.append(said(claim.note))
    made += [Prose((Run(_flagged(flag, profile), italic=True),), "item", sign="!") for flag in standing.flags]
    wanted = [segment for node in _nodes(trail) for segment in node.own[:each]]
    quotes = {quote.segment_id: quote for quote in evidence_flags.quotes(project, wanted)}
    for node in trail:
        made += _steps(node, 0, quotes, profile, each)
    judged = [row for row in negative_cases.rows(project, claim.id) if row.answer != "not contrary"]
    if judged:
        made.append(Heading(profile.say(N_("What speaks against it")), 2))
    for row in judged:
        made.append(_quoted(row.quote, row.speaker, row.source, row.line, profile, 0))
        words = f"{profile.translated(ANSWER_WORDS[row.answer])}, {profile.translated(OUTCOME_WORDS[row.outcome])}"
        made.append(said(f"{words}. {row.note}".rstrip(), "about"))
    return made


def _status_line(chain: Chain, standing: Standing, profile: Profile) -> tuple[Run, ...]:
    counts, base = standing.counts, chain.base
    parts = [_standing(standing.claim, profile), _segments(counts.segments, profile)]
    for count, of, template in (
        (counts.sources, base.sources, N_("{count} of {of} sources")),
        (counts.cases, base.cases, N_("{count} of {of} cases")),
        (counts.participants, base.participants, N_("{count} of {of} participants")),
    ):
        if of and counts.segments:
            parts.append(profile.say(template, count=profile.integer(count), of=profile.integer(of)))
    return (Run(parts[0], bold=True), Run(": " + ", ".join(parts[1:]) + "."))


def _segments(count: int, profile: Profile) -> str:
    return profile.say(by_count(count, N_("{count} segment"), N_("{count} segments")), count=profile.integer(count))


def _nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _steps(node: Node, depth: int, quotes: dict[int, Found], profile: Profile, each: int | None) -> Iterator[Block]:
    level = profile.translated(LEVEL_WORDS.get(node.level, TARGET_WORDS[node.target.kind]))
    if node.link is not None and node.link.role == "about":
        level = profile.say(N_("about this {kind}"), kind=level)
    counts = node.counts
    several = by_count(counts.sources, N_("{count} source"), N_("{count} sources"))
    sources = profile.say(several, count=profile.integer(counts.sources))
    counted = f"{_segments(counts.segments, profile)}, {sources}"
    words = f", {level}" + (f" ({counted})" if node.ids else "")
    note = f" – {node.link.note}" if node.link is not None and node.link.note else ""
    yield Prose((Run(node.label, bold=depth == 0, italic=node.level == "began"), Run(words + note)), "item", depth, "–")
    for child in node.children:
        yield from _steps(child, depth + 1, quotes, profile, each)
    for segment in node.own[:each]:
        if segment in quotes:
            found = quotes[segment]
            yield _quoted(found.quote, found.speaker, found.source, found.line, profile, depth + 1)
    left = len(node.own) - len(node.own[:each])
    if left:
        yield Prose(
            (Run(profile.say(N_("and {segments} more"), segments=_segments(left, profile)), italic=True),),
            "item",
            depth + 1,
            "·",
        )


def _quoted(quote: str, speaker: str, source: str, line: int, profile: Profile, depth: int) -> Prose:
    place = Quote(quote, source, speaker, line).attribution(profile)
    words = quoted(" ".join(quote.split()), profile)
    return Prose((Run(f"{words} "), Run(f"({place})")), "item", depth, "·")


# --- negative cases --------------------------------------------------------------------------------------------------


def negatives_table(rows: Sequence[negative_cases.NegativeRow], material: Material, profile: Profile) -> Table:
    """One row for each passage that was judged, under its claim."""
    columns = (
        Column(profile.say(N_("Claim")), "stub"),
        Column(profile.say(N_("Passage")), "quote"),
        Column(profile.say(N_("Judged"))),
        Column(profile.say(N_("What came of it"))),
        Column(profile.say(N_("Note"))),
        Column(profile.say(N_("Coder")), sheet_only=True),
    )
    made, shown = [], 0
    for row in rows:
        first = row.claim if row.claim_id != shown else ""
        shown = row.claim_id
        made.append(
            Row(
                (
                    first,
                    Quote(row.quote, row.source, row.speaker, row.line),
                    profile.translated(ANSWER_WORDS[row.answer]),
                    profile.translated(OUTCOME_WORDS[row.outcome]) if row.answer != "not contrary" else "",
                    row.note,
                    row.coder,
                )
            )
        )
    tallies = negative_cases.counted((row.claim_id, row.answer, row.outcome) for row in rows)
    contrary, looked = sum(t.contrary for t in tallies.values()), sum(t.looked for t in tallies.values())
    note = profile.say(
        N_("Passages looked at: {looked}, for claims: {claims}; judged contrary: {contrary}."),
        looked=profile.integer(looked), claims=profile.integer(len(tallies)), contrary=profile.integer(contrary),
    )  # fmt: skip
    return Table(
        titled(N_("Negative Cases"), material, profile), columns, tuple(made), notes=(rich("{note}", note=note),)
    )
