"""Negative cases: passages held against a claim. Are they contrary, and what became of it?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Claim, Coder, Memo, NegativeCase, Segment, Source, Speaker, TextVersion
from qda.synthesis.claims import NotAmong
from qda.text import excerpt, line_of

ANSWERS = ("contrary", "not contrary", "unsure")
ANSWER_WORDS = {"contrary": N_("contrary"), "not contrary": N_("not contrary"), "unsure": N_("not sure")}

OUTCOMES = ("open", "claim qualified", "explained", "claim given up", "kept")
"""What became of a passage that speaks against its claim."""
OUTCOME_WORDS = {
    "open": N_("open"),
    "claim qualified": N_("claim qualified"),
    "explained": N_("explained"),
    "claim given up": N_("claim given up"),
    "kept": N_("kept as negative case"),
}

_ACTS = {
    "contrary": N_("Contrary to “{claim}”"),
    "not contrary": N_("Not contrary to “{claim}”"),
    "unsure": N_("Not sure whether contrary to “{claim}”"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What was held against a claim, in distinct segments; `open` counts the contrary ones without an outcome."""

    contrary: int = 0
    not_contrary: int = 0
    unsure: int = 0
    open: int = 0

    @property
    def looked(self) -> int:
        """How many passages were judged."""
        return self.contrary + self.not_contrary + self.unsure

    @property
    def words(self) -> str:
        """“3 contrary (1 open), 5 not, 1 unsure, of 9 looked at”; empty where nothing was."""
        if not self.looked:
            return ""
        contrary = _("{count} contrary").format(count=self.contrary)
        if self.open:
            contrary += " " + _("({count} open)").format(count=self.open)
        told = _("{contrary}, {not_} not, {unsure} unsure, of {looked} looked at")
        return told.format(contrary=contrary, not_=self.not_contrary, unsure=self.unsure, looked=self.looked)


@dataclass(frozen=True, slots=True)
class NegativeRow:
    """One judged passage; `at` is milliseconds UTC, `line` counts from 1, offsets are code points."""

    id: int
    claim_id: int
    claim: str
    segment_id: int
    source_id: int
    source: str
    start: int
    end: int
    quote: str
    speaker: str
    line: int
    answer: str
    outcome: str
    note: str
    memo_id: int | None
    memo: str
    coder: str
    at: int
    detached: bool

    @property
    def is_open(self) -> bool:
        """True if it speaks against the claim, or may, and nothing has come of it yet."""
        return self.answer != "not contrary" and self.outcome == "open"


# --- judging ---------------------------------------------------------------------------------------------------------


def judge(
    project: Project,
    claim_id: int,
    segment_id: int,
    answer: str,
    *,
    note: str | None = None,
    outcome: str | None = None,
    memo_id: int | None = None,
) -> int:
    """Say whether a segment is contrary to a claim; gives the judgement's id. One that is there is changed.

    What is not said (None) stays as it was; an outcome begins open. Raises NotAmong, NotFound.
    """
    _known(answer, ANSWERS)
    if outcome is not None:
        _known(outcome, OUTCOMES)
    with project.read() as session:
        claim = excerpt(_claim(session, claim_id).text, 60)
    with project.command("negative.judge", _ACTS[answer], claim=claim) as session:
        _refuse_gone(session, segment_id, memo_id)
        mine = (NegativeCase.claim_id == claim_id, NegativeCase.segment_id == segment_id)
        row = session.execute(select(NegativeCase).where(*mine)).scalar()
        if row is None:
            values = {"claim_id": claim_id, "segment_id": segment_id, "answer": answer, "outcome": "open"}
            stamp = {"coder_id": project.coder_id, "created_at": now()}
            made = journal.of(session).insert(NegativeCase, {**values, **stamp})
            row = session.get_one(NegativeCase, made)
        elif row.answer != answer:
            row.answer, row.created_at = answer, now()
            row.coder_id = project.coder_id or row.coder_id
        if note is not None:
            row.note = note.strip()
        if outcome is not None:
            row.outcome = outcome
        if memo_id is not None:
            row.memo_id = memo_id
        session.flush()
        return row.id


def set_outcome(project: Project, case_ids: Sequence[int], outcome: str) -> None:
    """Say what became of judged passages: see OUTCOMES. Raises NotAmong, NotFound."""
    _known(outcome, OUTCOMES)
    with project.command("negative.outcome", N_("Negative case: {outcome}"), outcome=outcome) as session:
        for each in case_ids:
            _get(session, each).outcome = outcome


def note(project: Project, case_id: int, words: str) -> None:
    """Write why, beside a judgement. Raises NotFound."""
    with project.command("negative.note", N_("Note on a negative case")) as session:
        _get(session, case_id).note = words.strip()


def set_memo(project: Project, case_id: int, memo_id: int | None) -> None:
    """Hang a memo on a judgement, or none. Raises NotFound."""
    with project.command("negative.memo", N_("Hang a memo on a negative case")) as session:
        if memo_id is not None and session.get(Memo, memo_id) is None:
            raise NotFound(_("This memo is no longer there."))
        _get(session, case_id).memo_id = memo_id


def take_back(project: Project, case_ids: Sequence[int]) -> None:
    """Take judgements back; the passages may come again."""
    text = by_count(len(case_ids), N_("Take back a negative case"), N_("Take back {count} negative cases"))
    with project.command("negative.take_back", text, count=len(case_ids)) as session:
        journal.of(session).delete_with_dependents(NegativeCase, list(case_ids))


# --- reading ---------------------------------------------------------------------------------------------------------


def rows(project: Project, claim_id: int | None = None) -> list[NegativeRow]:
    """What was held against a claim, or against all in their order; newest first."""
    query = _rows()
    if claim_id is not None:
        query = query.where(NegativeCase.claim_id == claim_id)
    with project.read() as session:
        found = []
        for *values, units_sha, answer, outcome, words, memo, title, coder, at, detached in session.execute(query):
            line = line_of(project.texts.units(session, units_sha), values[_START])
            values += [line, answer, outcome or "open", words, memo, title, coder, at, detached]
            found.append(NegativeRow(*values))
        return found


_START = 6  # of the values of a NegativeRow


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            NegativeCase.id, NegativeCase.claim_id, Claim.text, Segment.id, Segment.source_id, Source.name,
            Segment.start, Segment.end, Segment.quote, func.coalesce(Speaker.label, ""), TextVersion.units_sha,
            NegativeCase.answer, NegativeCase.outcome, NegativeCase.note, NegativeCase.memo_id,
            func.coalesce(Memo.title, ""), Coder.name, NegativeCase.created_at, Segment.detached,
        )
        .join(Claim, Claim.id == NegativeCase.claim_id)
        .join(Segment, Segment.id == NegativeCase.segment_id)
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .join(Coder, Coder.id == NegativeCase.coder_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
        .outerjoin(Memo, Memo.id == NegativeCase.memo_id)
        .order_by(Claim.position, Claim.id, NegativeCase.created_at.desc(), NegativeCase.id.desc())
    )  # fmt: skip


def row(project: Project, case_id: int) -> NegativeRow | None:
    """One judged passage; None when it is gone."""
    return next((each for each in rows(project) if each.id == case_id), None)


def places(project: Project, claim_id: int) -> dict[tuple[int, int, int], str]:
    """What was judged for a claim, as (source, start, end) in code points, with the answer."""
    query = (
        select(Segment.source_id, Segment.start, Segment.end, NegativeCase.answer)
        .join(Segment, Segment.id == NegativeCase.segment_id)
        .where(NegativeCase.claim_id == claim_id)
    )
    with project.read() as session:
        return {(source, start, end): answer for source, start, end, answer in session.execute(query)}


def tallies(project: Project) -> dict[int, Tally]:
    """What was held against each claim that anything was held against."""
    query = select(NegativeCase.claim_id, NegativeCase.answer, NegativeCase.outcome)
    with project.read() as session:
        return counted((claim, answer, outcome) for claim, answer, outcome in session.execute(query))


def counted(judged: Iterable[tuple[int, str, str]]) -> dict[int, Tally]:
    """The tallies of judgements (claim, answer, outcome)."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for claim, answer, outcome in judged:
        counts[claim][answer] += 1
        counts[claim]["open"] += answer == "contrary" and outcome in ("", "open")
    return {claim: Tally(*(found[each] for each in (*ANSWERS, "open"))) for claim, found in counts.items()}


def tally(project: Project, claim_id: int) -> Tally:
    """What was held against a claim."""
    return tallies(project).get(claim_id, Tally())


# --- guards ----------------------------------------------------------------------------------------------------------


def _known(word: str, among: Sequence[str]) -> None:
    if word not in among:
        raise NotAmong(word, among)


def _claim(session: Session, claim_id: int) -> Claim:
    row = session.get(Claim, claim_id)
    if row is None:
        raise NotFound(_("This claim is no longer there."))
    return row


def _refuse_gone(session: Session, segment_id: int, memo_id: int | None) -> None:
    if session.get(Segment, segment_id) is None:
        raise NotFound(_("This segment is no longer there."))
    if memo_id is not None and session.get(Memo, memo_id) is None:
        raise NotFound(_("This memo is no longer there."))


def _get(session: Session, case_id: int) -> NegativeCase:
    row = session.get(NegativeCase, case_id)
    if row is None:
        raise NotFound(_("This negative case is no longer there."))
    return row
