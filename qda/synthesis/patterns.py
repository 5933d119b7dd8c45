"""Pattern matching: what a proposition, or a rival to it, leads one to expect is held against what each case shows.

The researcher judges; the program keeps the judgement, its reason and its segments, and counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Case, Claim, Coder, PatternEvidence, PatternMatch, Segment
from qda.text import excerpt

PROPOSITION, RIVAL = KINDS = ("proposition", "rival")
"""The kinds of claims that lead one to expect a pattern."""
MATCH, PARTIAL, NO_MATCH, NO_DATA = MATCHES = (N_("match"), N_("partial"), N_("no match"), N_("no data"))
LITERAL, THEORETICAL, NEITHER = REPLICATIONS = (N_("literal"), N_("theoretical"), N_("none"))
PARTS = ("observed", "match", "replication", "reason")
"""What is written or chosen for a case, in the order of the work; blank: not judged."""

_CHOICES = {"match": MATCHES, "replication": REPLICATIONS}


class NotExpecting(QdaError):
    """Only a proposition or a rival is held against cases."""

    hint = N_("Make it a proposition, or a rival to one, among the claims.")

    def __init__(self, text: str) -> None:
        super().__init__(_("“{claim}” is neither a proposition nor a rival.").format(claim=excerpt(text, 60)))


class UnknownChoice(QdaError):
    """A match or a replication that is none of those there are."""

    def __init__(self, words: str, choices: Sequence[str]) -> None:
        hint = _("There are: {choices}.").format(choices=", ".join(_(each) for each in choices))
        super().__init__(_("There is no “{words}” here.").format(words=words), hint=hint)


@dataclass(frozen=True, slots=True)
class Proposition:
    """A proposition or a rival with the pattern it leads one to expect; `at` is milliseconds UTC."""

    id: int
    kind: str
    text: str
    expected: str
    note: str
    rival_to: int | None
    at: int


@dataclass(frozen=True, slots=True)
class PatternRow:
    """What one case shows of one proposition; `evidence` are segments, `at` is milliseconds UTC of the first word."""

    id: int
    claim_id: int
    case_id: int
    observed: str
    match: str
    replication: str
    reason: str
    evidence: tuple[int, ...]
    coder: str
    at: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of `cases` are judged so; what is not judged is neither."""

    cases: int
    match: int = 0
    partial: int = 0
    no_match: int = 0
    no_data: int = 0
    literal: int = 0
    theoretical: int = 0

    @property
    def judged(self) -> int:
        """Cases with a judgement, “no data” being one."""
        return self.match + self.partial + self.no_match + self.no_data


# --- reading --------------------------------------------------------------------------------------------------------


def propositions(project: Project) -> list[Proposition]:
    """Each proposition followed by its rivals, then rivals to nothing, in the order of the claims."""
    query = select(Claim).where(Claim.kind.in_(KINDS)).order_by(Claim.position, Claim.id)
    with project.read() as session:
        found = [
            Proposition(row.id, row.kind, row.text, row.expected, row.note, row.rival_to_id, row.created_at)
            for row in session.execute(query).scalars()
        ]
    known = {row.id for row in found}
    beneath: dict[int | None, list[Proposition]] = defaultdict(list)
    for row in found:
        beneath[row.rival_to if row.kind == RIVAL and row.rival_to in known else None].append(row)
    tops = sorted(beneath[None], key=lambda row: row.kind == RIVAL)
    ordered = [each for top in tops for each in (top, *beneath[top.id])]
    seen = {row.id for row in ordered}  # a rival to a rival stands at the end
    return [*ordered, *(row for row in found if row.id not in seen)]


def rows(project: Project, claim_ids: Sequence[int] | None = None) -> list[PatternRow]:
    """All that was judged, or that of these claims, in the order of claims and cases."""
    query = (
        select(PatternMatch, Coder.name)
        .join(Coder, Coder.id == PatternMatch.coder_id)
        .join(Claim, Claim.id == PatternMatch.claim_id)
        .join(Case, Case.id == PatternMatch.case_id)
        .order_by(Claim.position, Claim.id, Case.position, Case.id)
    )
    if claim_ids is not None:
        query = query.where(PatternMatch.claim_id.in_(claim_ids))
    with project.read() as session:
        evidence = _evidence(session)
        return [
            PatternRow(
                row.id,
                row.claim_id,
                row.case_id,
                row.observed,
                row.match,
                row.replication,
                row.reason,
                tuple(evidence.get(row.id, ())),
                coder,
                row.created_at,
            )
            for row, coder in session.execute(query)
        ]


def _evidence(session: Session) -> Mapping[int, list[int]]:
    query = (
        select(PatternEvidence.match_id, PatternEvidence.segment_id)
        .join(Segment, Segment.id == PatternEvidence.segment_id)
        .order_by(Segment.source_id, Segment.start, Segment.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for match, segment in session.execute(query):
        found[match].append(segment)
    return found


def tally(found: Iterable[PatternRow], cases: int) -> Tally:
    """Count the judgements on one claim; `cases` is how many there are to judge."""
    here = list(found)
    counts = {word: sum(row.match == word for row in here) for word in MATCHES}
    again = {word: sum(row.replication == word for row in here) for word in REPLICATIONS}
    return Tally(
        cases,
        counts[MATCH],
        counts[PARTIAL],
        counts[NO_MATCH],
        counts[NO_DATA],
        again[LITERAL],
        again[THEORETICAL],
    )


# --- writing --------------------------------------------------------------------------------------------------------


def judge(project: Project, claim_id: int, case_id: int, **what: str) -> None:
    """Say of a case what is seen there and whether it matches: see PARTS. Nothing said at all takes the row away.

    Raises NotFound, NotExpecting, UnknownChoice.
    """
    unknown = what.keys() - set(PARTS)
    if unknown:
        raise TypeError(f"not in a pattern: {sorted(unknown)}")
    said = {part: _said(part, words) for part, words in what.items()}
    with project.command("patterns.judge", N_("Hold “{claim}” against {case}: {what}")) as session:
        claim, case = _claim(session, claim_id), _case(session, case_id)
        told = "; ".join(_(words) if part in _CHOICES else excerpt(words, 60) for part, words in said.items() if words)
        project.tell(claim=excerpt(claim.text, 60), case=case.name, what=told or _("nothing"))
        row = _held(session, claim_id, case_id)
        if row is None:
            if not any(said.values()):
                return
            row = _begin(project, session, claim_id, case_id)
        for part, words in said.items():
            setattr(row, part, words)
        _drop_if_blank(session, row)


def add_evidence(project: Project, claim_id: int, case_id: int, segment_ids: Sequence[int]) -> int:
    """Let segments show what is observed in a case; gives how many are new. Raises NotFound, NotExpecting."""
    wanted = list(dict.fromkeys(segment_ids))
    with project.command("patterns.evidence", N_("Show {count} segments for “{claim}” in {case}")) as session:
        claim, case = _claim(session, claim_id), _case(session, case_id)
        known = set(session.execute(select(Segment.id).where(Segment.id.in_(wanted))).scalars())
        if known != set(wanted):
            raise NotFound(_("This segment is no longer there."))
        row = _held(session, claim_id, case_id)
        present = set(_evidence_of(session, row)) if row is not None else set()
        new = [segment for segment in wanted if segment not in present]
        project.tell(count=len(new), claim=excerpt(claim.text, 60), case=case.name)
        if new:
            row = row or _begin(project, session, claim_id, case_id)
            session.add_all(PatternEvidence(match_id=row.id, segment_id=segment) for segment in new)
        return len(new)


def remove_evidence(project: Project, claim_id: int, case_id: int, segment_ids: Sequence[int]) -> None:
    """Take segments away from what is observed in a case. Raises NotFound, NotExpecting."""
    with project.command("patterns.take_evidence", N_("Take segments from “{claim}” in {case}")) as session:
        claim, case = _claim(session, claim_id), _case(session, case_id)
        project.tell(claim=excerpt(claim.text, 60), case=case.name)
        row = _held(session, claim_id, case_id)
        if row is None:
            return
        gone = PatternEvidence.segment_id.in_(segment_ids) & (PatternEvidence.match_id == row.id)
        journal.of(session).delete_where(PatternEvidence, gone)
        _drop_if_blank(session, row)


def clear(project: Project, claim_id: int, case_ids: Sequence[int]) -> None:
    """Take back all that was said of these cases, with its segments. Raises NotFound, NotExpecting."""
    with project.command("patterns.clear", N_("Clear what was said of “{claim}” in {count} cases")) as session:
        claim = _claim(session, claim_id)
        query = select(PatternMatch.id).where(PatternMatch.claim_id == claim_id, PatternMatch.case_id.in_(case_ids))
        ids = list(session.execute(query).scalars())
        project.tell(claim=excerpt(claim.text, 60), count=len(ids))
        journal.of(session).delete_with_dependents(PatternMatch, ids)


def _said(part: str, words: str) -> str:
    words = words.strip()
    choices = _CHOICES.get(part)
    if not words or choices is None:
        return words
    for choice in choices:
        if words.casefold() in (choice, _(choice).casefold()):
            return choice
    raise UnknownChoice(words, choices)


def _held(session: Session, claim_id: int, case_id: int) -> PatternMatch | None:
    query = select(PatternMatch).where(PatternMatch.claim_id == claim_id, PatternMatch.case_id == case_id)
    found: PatternMatch | None = session.execute(query).scalar()
    return found


def _begin(project: Project, session: Session, claim_id: int, case_id: int) -> PatternMatch:
    row = PatternMatch(claim_id=claim_id, case_id=case_id, coder_id=project.coder_id, created_at=now())
    session.add(row)
    session.flush()
    return row


def _drop_if_blank(session: Session, row: PatternMatch) -> None:
    session.flush()
    if not any(getattr(row, part) for part in PARTS) and not _evidence_of(session, row):
        journal.of(session).delete_with_dependents(PatternMatch, [row.id])


def _evidence_of(session: Session, row: PatternMatch) -> list[int]:
    query = select(PatternEvidence.segment_id).where(PatternEvidence.match_id == row.id)
    return list(session.execute(query).scalars())


def _claim(session: Session, claim_id: int) -> Claim:
    row = session.get(Claim, claim_id)
    if row is None:
        raise NotFound(_("This claim is no longer there."))
    if row.kind not in KINDS:
        raise NotExpecting(row.text)
    return row


def _case(session: Session, case_id: int) -> Case:
    row = session.get(Case, case_id)
    if row is None:
        raise NotFound(_("This case is no longer there."))
    return row


def find(project: Project, words: str) -> Proposition:
    """The proposition or rival with this number, or that begins with these words. Raises NotFound."""
    known = propositions(project)
    wanted = words.strip().casefold()
    for row in known:
        if wanted and (wanted == str(row.id) or row.text.casefold().startswith(wanted)):
            return row
    raise NotFound(_("There is no “{name}”.").format(name=words), tuple(excerpt(row.text, 60) for row in known[:3]))


def count(project: Project) -> int:
    """How many propositions and rivals there are."""
    with project.read() as session:
        return int(session.execute(select(func.count()).select_from(Claim).where(Claim.kind.in_(KINDS))).scalar_one())
