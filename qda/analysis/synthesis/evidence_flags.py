"""Where a chain of evidence is broken or thin, each in a plain sentence; and the quotes at its end.

These are hints: a claim may well rest on one voice, as long as its reader is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, select

from qda.analysis.synthesis.evidence import Chain, Counts, codes_of
from qda.analysis.synthesis.evidence_ground import Whose
from qda.i18n import N_, _
from qda.project.project import Project, by_count
from qda.store.models import Segment, Source, Speaker, TextVersion
from qda.store.rows import chunks
from qda.synthesis.claims import ClaimRow
from qda.text import line_of


@dataclass(frozen=True, slots=True)
class Flag:
    """What is broken or thin; `key` names the kind, `link_id` the link it is about, if it is about one.

    The sentence is kept as a template with its values, for reports in another language.
    """

    key: str
    template: str
    values: tuple[tuple[str, object], ...] = ()
    link_id: int | None = None

    @property
    def sentence(self) -> str:
        """The hint in the language of the window."""
        return _(self.template).format(**dict(self.values))


def _flag(key: str, template: str, link_id: int | None = None, **values: object) -> Flag:
    return Flag(key, template, tuple(values.items()), link_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with how much it rests on and where that is thin."""

    claim: ClaimRow
    counts: Counts
    flags: tuple[Flag, ...]
    contrary: int = 0
    """Passages that were judged contrary to it."""


def standings(chain: Chain) -> list[Standing]:
    """Every claim in its order."""
    return [standing(chain, claim) for claim in chain.claims]


def standing(chain: Chain, claim: ClaimRow) -> Standing:
    """How a claim stands."""
    ids = chain.evidence(claim.id)
    contrary = sum(answer == "contrary" for _segment, answer, _outcome in chain.ground.judged.get(claim.id, ()))
    return Standing(claim, chain.count(ids), tuple(flags(chain, claim)), contrary)


def flags(chain: Chain, claim: ClaimRow) -> Iterator[Flag]:
    """What is broken first, then what is thin, then what is open."""
    ids = chain.evidence(claim.id)
    rests = [link for link in chain.links(claim.id) if link.role == "rests on"]
    # A proposition is put down before its data, and a rival to be ruled out: they rest on nothing until they hold.
    if not rests and (claim.kind == "claim" or claim.status in ("holds", "qualified")):
        yield _flag("bare", N_("It rests on nothing yet: link a category, a code or a segment."))
    elif rests and not ids:
        yield _flag("no words", N_("Nothing that it rests on leads to words in a text."))
    yield from _broken(chain, claim)
    if ids:
        yield from _thin(chain, claim, chain.ground.held(ids))
        yield from _unfinished(chain, ids)
    yield from _open(chain, claim)


def _broken(chain: Chain, claim: ClaimRow) -> Iterator[Flag]:
    ground = chain.ground
    for link in chain.links(claim.id):
        target, name = link.target, chain.label(link.target)
        if target not in ground.labels:
            yield _flag("gone", N_("What a link led to is no longer there."), link.id)
        elif target.kind == "code" and target.id not in ground.levels:
            now = ground.names.get(ground.became.get(target.id, 0), "")
            merged = N_("“{code}” is no longer a code of its own: it became “{now}”.")
            yield _flag("retired", merged if now else N_("“{code}” is retired."), link.id, code=name, now=now)
        elif link.role == "rests on" and target.kind == "code" and not chain.leads(target):
            raised = ground.levels[target.id] in ("category", "theme")
            words = N_("No segment leads to the category “{code}”.") if raised else N_("The code “{code}” is empty.")
            yield _flag("empty", words, link.id, code=name)
    linked = {link.target.id for link in chain.links(claim.id) if link.target.kind == "segment"}
    lost = len(linked & ground.lost_segments) + _lost(chain, claim.id)
    if lost:
        one = N_("{count} segment lost its words when its text was corrected.")
        many = N_("{count} segments lost their words when their texts were corrected.")
        yield _flag("lost", by_count(lost, one, many), count=lost)


def _lost(chain: Chain, claim_id: int) -> int:
    gone: set[int] = set()
    for family in codes_of(chain, claim_id).values():
        for code in family:
            gone |= chain.ground.lost.get(code, frozenset())
    return len(gone)


def _thin(chain: Chain, claim: ClaimRow, held: Sequence[Whose]) -> Iterator[Flag]:
    ground = chain.ground
    about = {target.kind for target in chain.scope(claim.id)}
    sources = {whose.source for whose in held}
    if len(sources) == 1 and len(ground.sources) > 1 and "source" not in about:
        yield _flag("one source", N_("All of it comes from one source, {name}."), name=_name(ground.sources, sources))
    people = _only(whose.participants for whose in held)
    if people is not None and len(ground.participants) > 1 and "participant" not in about:
        yield _flag("one voice", N_("Only one voice is heard, {name}."), name=ground.participants.get(people, ""))
    case = _only(whose.cases for whose in held)
    if case is not None and len(ground.cases) > 1 and "case" not in about:
        yield _flag("one case", N_("It was seen in one case only, {name}."), name=ground.cases.get(case, ""))
    for key, field, one in (
        ("one perspective", "perspective", N_("All of it has one perspective: {name}.")),
        ("one kind", "kind", N_("All of it comes from one kind of source: {name}.")),
    ):
        here = {getattr(ground.sources[source], field) for source in sources}
        known = {getattr(told, field) for told in ground.sources.values()} - {""}
        if len(here) == 1 and here != {""} and len(known) > 1 and len(sources) > 1:
            yield _flag(key, one, name=here.pop())


def _name(sources: Mapping[int, Any], ids: set[int]) -> str:
    return str(sources[next(iter(ids))].name)


def _only(sets: Iterable[frozenset[int]]) -> int | None:
    """The one that is alone in all of these; None where there are several, or one without."""
    found = set(sets)
    if len(found) == 1 and len(one := next(iter(found))) == 1:
        return next(iter(one))
    return None


def _unfinished(chain: Chain, ids: frozenset[int]) -> Iterator[Flag]:
    ground, held = chain.ground, chain.ground.held(ids)
    sources = {whose.source for whose in held}
    open_ = [source for source in sources if not ground.sources[source].coded]
    if open_:
        one = N_("{count} of its {all} sources is not marked as coded to the end.")
        many = N_("{count} of its {all} sources are not marked as coded to the end.")
        yield _flag("not coded", by_count(len(open_), one, many), count=len(open_), all=len(sources))
    gone = {person for whose in held for person in whose.participants & ground.withdrawn}
    if gone:
        names = ", ".join(sorted(ground.participants.get(person, "") for person in gone))
        count = sum(1 for each in ids if ground.whose(each).participants & gone)
        one = N_("{count} segment holds words of {names}, who has withdrawn.")
        many = N_("{count} segments hold words of {names}, who has withdrawn.")
        yield _flag("withdrawn", by_count(count, one, many), count=count, names=names)


def _open(chain: Chain, claim: ClaimRow) -> Iterator[Flag]:
    judged = chain.ground.judged.get(claim.id, ())
    left = sum(answer == "contrary" and outcome == "open" for _segment, answer, outcome in judged)
    if left:
        one, many = N_("{count} negative case is still open."), N_("{count} negative cases are still open.")
        yield _flag("open", by_count(left, one, many), count=left)
    outcomes = {outcome for _segment, answer, outcome in judged if answer == "contrary"}
    if "claim given up" in outcomes and claim.status != "given up":
        yield _flag("given up", N_("A negative case led to giving it up, but it still stands."))
    elif "claim qualified" in outcomes and claim.status in ("open", "holds"):
        yield _flag("qualified", N_("A negative case qualified it, but it stands as it was."))


# --- the words at the end --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote:
    """A segment with what a quotation must carry; `line` counts from 1, offsets are code points."""

    segment_id: int
    source_id: int
    source: str
    kind: str
    date: str
    start: int
    end: int
    line: int
    speaker: str
    quote: str

    @property
    def place(self) -> str:
        """“Theresa, Interview, line 12”."""
        line = _("line {number}").format(number=self.line)
        return ", ".join(part for part in (self.speaker, self.source, line) if part)


def quotes(project: Project, segment_ids: Iterable[int]) -> list[Quote]:
    """The words of segments, in the order given; those that are gone are left out."""
    wanted = list(dict.fromkeys(segment_ids))
    found: dict[int, Quote] = {}
    with project.read() as session:
        for some in chunks(wanted):
            for row in session.execute(_quotes().where(Segment.id.in_(some))):
                line = line_of(project.texts.units(session, row.units_sha), row.start)
                found[row.id] = Quote(
                    row.id, row.source_id, row.name, row.kind, row.date or "", row.start, row.end, line, row[8],
                    row.quote,
                )  # fmt: skip
    return [found[each] for each in wanted if each in found]


def _quotes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Segment.id, Segment.source_id, Source.name, Source.kind, Source.date, Segment.start, Segment.end,
            TextVersion.units_sha, func.coalesce(Speaker.label, ""), Segment.quote,
        )
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
        .where(~Segment.detached)
    )  # fmt: skip


def segments_at(project: Project, source_id: int, start: int, end: int) -> list[int]:
    """The segments of a source's current text that share a character with a stretch of it."""
    query = (
        select(Segment.id)
        .join(Source, Source.version_id == Segment.version_id)
        .where(Source.id == source_id, Segment.start < end, Segment.end > start, ~Segment.detached)
        .order_by(Segment.start, Segment.end)
    )
    with project.read() as session:
        return list(session.execute(query).scalars())


def line_at(project: Project, source_id: int, number: int) -> tuple[int, int] | None:
    """Where a line of a source begins and ends, by its number from 1; None where there is no such line."""
    query = select(TextVersion.units_sha, TextVersion.length).join(Source, Source.version_id == TextVersion.id)
    with project.read() as session:
        row = session.execute(query.where(Source.id == source_id)).first()
        if row is None:
            return None
        starts = [*project.texts.units(session, row[0]), row[1]]
    spans = list(pairwise(starts))
    return spans[number - 1] if 0 < number <= len(spans) else None
