"""Constant comparison: incidents side by side, what came of comparing them, and the ledger of what is still to do."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.coding import codes
from qda.coding.incidents import below, family, family_in
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Coder, Coding, Segment, Source, Verdict, VerdictSegment
from qda.store.rows import chunks
from qda.text import excerpt

RESULTS = ("same", "differs", "contrary", "boundary")
"""What can come of a comparison: the same, "differs in …", contrary, a boundary case."""

RESULT_WORDS = {
    "same": N_("same"),
    "differs": N_("differs"),
    "contrary": N_("contrary"),
    "boundary": N_("boundary case"),
}

_ACTS = {
    "same": N_("Verdict “same”"),
    "differs": N_("Verdict “differs”"),
    "contrary": N_("Verdict “contrary”"),
    "boundary": N_("Verdict “boundary case”"),
}


class TooFewIncidents(QdaError):
    """One incident can't be compared with itself."""

    hint = N_("Put another incident at hand in one of the columns.")

    def __init__(self) -> None:
        super().__init__(_("A comparison needs at least two different incidents."))


class UnknownResult(QdaError):
    """Not one of the verdicts there are."""

    def __init__(self, result: str) -> None:
        super().__init__(_("“{result}” is no verdict.").format(result=result))
        self.hint = _("Verdicts are: {known}.").format(known=", ".join(RESULTS))


@dataclass(frozen=True, slots=True)
class Compared:
    """A segment in a verdict, as it was: its words, and its codes as (id, name). `now` says what became of it."""

    segment_id: int
    source_id: int
    source: str
    quote: str
    codes: tuple[tuple[int, str], ...]
    now: str  # "", "edited", "recoded" or "gone"


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What came of one comparison; `at` is milliseconds UTC, `stale` what happened since: see `Compared.now`."""

    id: int
    code_id: int | None
    result: str
    note: str
    coder: str
    at: int
    segments: tuple[Compared, ...]
    stale: str
    memo_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Which incidents of a code were compared with another of them; `uncompared` in the order of the study.

    `family` is the code with what is gathered under it, `verdicts` all that touch it, newest first, and `latest` the
    newest in which an incident was compared with another of them.
    """

    code_id: int
    compared: frozenset[int] = frozenset()
    uncompared: tuple[int, ...] = ()
    latest: Mapping[int, VerdictRow] = field(default_factory=dict)
    family: frozenset[int] = frozenset()
    verdicts: tuple[VerdictRow, ...] = ()

    @property
    def total(self) -> int:
        """How many incidents the code has."""
        return len(self.compared) + len(self.uncompared)


# --- judging --------------------------------------------------------------------------------------------------------


def judge(
    project: Project, segment_ids: Sequence[int], result: str, *, code_id: int | None = None, note: str = ""
) -> int:
    """Say what comparing these segments gave, and keep their words and codes as they are now; gives the verdict's id.

    `code_id` is the code for which they were compared, None where several codes were. Raises TooFewIncidents,
    UnknownResult, NotFound.
    """
    if result not in RESULTS:
        raise UnknownResult(result)
    ids = list(dict.fromkeys(segment_ids))
    if len(ids) < 2:
        raise TooFewIncidents
    text = _ACTS[result] if not note.strip() else N_("Verdict “{result}: {note}”")
    with project.command("comparison.judge", text, result=result, note=excerpt(note.strip(), 60)) as session:
        found = _as_they_are(session, ids)
        if len(found) < len(ids):
            raise NotFound(_("A segment is no longer there."))
        if code_id is not None:
            codes.name_of(project, code_id)
        log = journal.of(session)
        values = {
            "code_id": code_id,
            "result": result,
            "note": note.strip(),
            "memo_id": None,
            "coder_id": project.coder_id,
            "created_at": now(),
        }
        verdict_id = log.insert(Verdict, values)
        rows = [{"verdict_id": verdict_id, "segment_id": each, "quote": q, "codes": _dump(c)} for each, q, c in found]
        log.insert_many(VerdictSegment, rows)
        return verdict_id


def withdraw(project: Project, verdict_id: int) -> None:
    """Take a verdict back. Raises NotFound."""
    with project.command("comparison.withdraw", N_("Withdraw a verdict")) as session:
        if session.get(Verdict, verdict_id) is None:
            raise NotFound(_("This verdict is no longer there."))
        journal.of(session).delete_with_dependents(Verdict, [verdict_id])


def _dump(found: Iterable[tuple[int, str]]) -> str:
    return json.dumps([list(pair) for pair in found], ensure_ascii=False)


def _as_they_are(session: Session, ids: Sequence[int]) -> list[tuple[int, str, list[tuple[int, str]]]]:
    """Words and codes of segments, in the order asked for; those that are gone are left out."""
    quotes = dict(
        session.execute(select(Segment.id, Segment.quote).where(Segment.id.in_(ids), ~Segment.detached)).all()
    )
    names = _codes_on(session, ids)
    return [(each, quotes[each], names[each]) for each in ids if each in quotes]


def _codes_on(session: Session, ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    gathered: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for some in chunks(list(ids)):
        query = select(Coding.segment_id, Code.id, Code.name).join(Code, Code.id == Coding.code_id)
        query = query.where(Coding.segment_id.in_(some)).group_by(Coding.segment_id, Code.id, Code.name)
        for segment, code, name in session.execute(query.order_by(Code.id)):
            gathered[segment].append((code, name))
    return gathered


# --- reading verdicts -----------------------------------------------------------------------------------------------


def verdicts(project: Project, code_id: int | None = None) -> list[VerdictRow]:
    """All verdicts, newest first; of a code, those in which a segment took part that has it now or had it then."""
    family_ = None if code_id is None else family(project, code_id)
    with project.read() as session:
        return _verdicts(session, family_)


def stale(project: Project, code_id: int | None = None) -> list[VerdictRow]:
    """The verdicts whose segments have other words or other codes since, or are gone."""
    return [row for row in verdicts(project, code_id) if row.stale]


def _verdicts(session: Session, family_: frozenset[int] | None) -> list[VerdictRow]:
    query = (
        select(
            VerdictSegment.verdict_id,
            VerdictSegment.segment_id,
            VerdictSegment.quote,
            VerdictSegment.codes,
            Segment.quote,
            Segment.detached,
            Segment.source_id,
            Source.name,
        )
        .join(Segment, Segment.id == VerdictSegment.segment_id)
        .join(Source, Source.id == Segment.source_id)
        .order_by(VerdictSegment.id)
    )
    taken = session.execute(query).all()
    today = _codes_on(session, {row[1] for row in taken})
    parts: dict[int, list[Compared]] = defaultdict(list)
    touched: dict[int, set[int]] = defaultdict(set)
    for verdict, segment, quote, kept, quote_now, detached, source_id, source in taken:
        then = tuple((int(code), str(name)) for code, name in json.loads(kept or "[]"))
        here = {code for code, _name in today[segment]}
        became = _became({code for code, _name in then}, here, quote, quote_now, detached=detached)
        parts[verdict].append(Compared(segment, source_id, source, quote, then, became))
        touched[verdict] |= here | {code for code, _name in then}
    heads = (
        select(Verdict, Coder.name)
        .join(Coder, Coder.id == Verdict.coder_id)
        .order_by(Verdict.created_at.desc(), Verdict.id.desc())
    )
    rows = []
    for head, coder in session.execute(heads):
        if family_ is None or head.code_id in family_ or not family_.isdisjoint(touched[head.id]):
            rows.append(_row(head, coder, parts[head.id]))
    return rows


def _became(then: set[int], here: set[int], quote: str, quote_now: str, *, detached: bool) -> str:
    if detached:
        return "gone"
    if quote != quote_now:
        return "edited"
    return "recoded" if then != here else ""


def _row(verdict: Verdict, coder: str, parts: Sequence[Compared]) -> VerdictRow:
    changes = {part.now for part in parts}
    if len(parts) < 2:  # its source was deleted
        changes.add("gone")
    flag = next((each for each in ("gone", "edited", "recoded") if each in changes), "")
    return VerdictRow(
        verdict.id,
        verdict.code_id,
        verdict.result,
        verdict.note,
        coder,
        verdict.created_at,
        tuple(parts),
        flag,
        verdict.memo_id,
    )


# --- the ledger -----------------------------------------------------------------------------------------------------


def overview(project: Project) -> dict[int, tuple[int, int]]:
    """Of each code with incidents, how many there are and how many were compared; asked for all codes at once."""
    beneath = below(project)
    with project.read() as session:
        query = select(Coding.code_id, Coding.segment_id).join(Segment, Segment.id == Coding.segment_id)
        own: dict[int, set[int]] = defaultdict(set)
        for code, segment in session.execute(query.where(~Segment.detached)):
            own[code].add(segment)
        sets: dict[int, set[int]] = defaultdict(set)
        for verdict, segment in session.execute(select(VerdictSegment.verdict_id, VerdictSegment.segment_id)):
            sets[verdict].add(segment)
        living = list(session.execute(select(Code.id).where(~Code.retired, Code.id != codes.ROOT)).scalars())
    found: dict[int, tuple[int, int]] = {}
    for code in living:
        mine: set[int] = set().union(*(own.get(each, ()) for each in family_in(beneath, code)))
        if mine:
            judged = (here for each in sets.values() if len(here := each & mine) > 1)
            found[code] = (len(mine), len(set().union(*judged)))
    return found


def ledger(project: Project, code_id: int) -> Ledger:
    """What of a code was compared: an incident that is in a verdict with another incident of the same code."""
    family_ = family(project, code_id)
    with project.read() as session:
        own = _in_order(session, family_)
        rows = _verdicts(session, family_)
    mine = set(own)
    latest: dict[int, VerdictRow] = {}
    for row in rows:  # the newest first
        here = [part.segment_id for part in row.segments if part.segment_id in mine]
        if len(here) > 1:
            for each in here:
                latest.setdefault(each, row)
    uncompared = tuple(each for each in own if each not in latest)
    return Ledger(code_id, frozenset(latest), uncompared, latest, family_, tuple(rows))


def _in_order(session: Session, family_: Collection[int]) -> list[int]:
    query = (
        select(Segment.id)
        .join(Source, Source.id == Segment.source_id)
        .where(Segment.id.in_(select(Coding.segment_id).where(Coding.code_id.in_(family_))), ~Segment.detached)
        .order_by(Source.position, Segment.start, Segment.end, Segment.id)
    )
    return list(session.execute(query).scalars())
