"""Testing a focused code: does it fit earlier segments and passages that do not carry it? The tally stays with it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.coding import codes, segments
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Coder, CodeTest, Coding, Segment, Source, Speaker, TextVersion
from qda.text import Span, line_of

ANSWERS = ("fits", "not", "unsure", "later")
"""What can be said of a passage; “later” is no answer, but it was looked at."""

ANSWER_WORDS = {
    "fits": N_("fits"),
    "not": N_("does not fit"),
    "unsure": N_("not sure"),
    "later": N_("later"),
}

_ACTS = {
    "fits": N_("Test “{code}”: fits"),
    "not": N_("Test “{code}”: does not fit"),
    "unsure": N_("Test “{code}”: not sure"),
    "later": N_("Test “{code}”: look at it later"),
}


class UnknownAnswer(QdaError):
    """Not one of the answers there are."""

    def __init__(self, answer: str) -> None:
        super().__init__(_("“{answer}” is no answer to a test.").format(answer=answer))
        self.hint = _("Answers are: {known}.").format(known=", ".join(ANSWERS))


@dataclass(frozen=True, slots=True)
class Tally:
    """What testing a code gave, in distinct segments; where two coders answered, the newest answer counts."""

    fits: int = 0
    not_: int = 0
    unsure: int = 0
    later: int = 0

    @property
    def looked(self) -> int:
        """How many segments were looked at."""
        return self.fits + self.not_ + self.unsure + self.later

    @property
    def words(self) -> str:
        """“fits 14, does not fit 3, not sure 2, of 40 looked at”; empty where nothing was looked at."""
        if not self.looked:
            return ""
        told = _("fits {fits}, does not fit {not_}, not sure {unsure}, of {looked} looked at")
        return told.format(fits=self.fits, not_=self.not_, unsure=self.unsure, looked=self.looked)

    @property
    def short(self) -> str:
        """“Tested on 40: 14 fit, 3 do not, 2 unsure”; empty where nothing was looked at."""
        if not self.looked:
            return ""
        parts = ((self.fits, N_("{count} fit")), (self.not_, N_("{count} do not")), (self.unsure, N_("{count} unsure")))
        told = ", ".join(_(words).format(count=count) for count, words in parts if count) or _("all put off")
        return _("Tested on {looked}: {told}").format(looked=self.looked, told=told)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer with the segment it is about; `at` is milliseconds UTC, `carries` whether it has the code now."""

    id: int
    code_id: int
    code: str
    segment_id: int
    source_id: int
    source: str
    start: int
    end: int
    quote: str
    speaker: str
    line: int
    answer: str
    note: str
    coder: str
    at: int
    carries: bool
    detached: bool


# --- answering ------------------------------------------------------------------------------------------------------


def answer(
    project: Project,
    code_id: int,
    place: int | tuple[int, Span],
    given: str,
    *,
    note: str | None = None,
    apply: bool = False,
) -> int:
    """Say whether a code fits a segment (by id) or words that are none yet (source, span); gives the answer's id.

    The same coder's earlier answer is changed; a `note` of None leaves what was noted. With `apply` what fits is also
    given the code, as part of the same act. Raises UnknownAnswer, NotFound, SpanOutside.
    """
    if given not in ANSWERS:
        raise UnknownAnswer(given)
    name = codes.name_of(project, code_id)
    with project.command("testing.answer", _ACTS[given], code=name) as session:
        segment_id = _segment(project, session, place)
        if apply and given == "fits":
            _give(project, session, segment_id, code_id)
        mine = (CodeTest.code_id == code_id, CodeTest.segment_id == segment_id, CodeTest.coder_id == project.coder_id)
        row = session.execute(select(CodeTest).where(*mine)).scalar()
        if row is None:
            values = {"code_id": code_id, "segment_id": segment_id, "answer": given, "note": (note or "").strip()}
            return journal.of(session).insert(CodeTest, {**values, "coder_id": project.coder_id, "created_at": now()})
        if row.answer != given:
            row.answer, row.created_at = given, now()
        if note is not None:
            row.note = note.strip()
        return row.id


def _segment(project: Project, session: Session, place: int | tuple[int, Span]) -> int:
    if not isinstance(place, int):
        return segments.hold(project, *place)
    if session.get(Segment, place) is None:
        raise NotFound(_("This segment is no longer there."))
    return place


def _give(project: Project, session: Session, segment_id: int, code_id: int) -> None:
    here = session.get_one(Segment, segment_id)
    if here.detached:
        raise NotFound(_("These words are no longer in the text."))
    segments.apply(project, here.source_id, Span(here.start, here.end), code_id, origin="test")


def note(project: Project, test_id: int, words: str) -> None:
    """Write why, beside an answer. Raises NotFound."""
    with project.command("testing.note", N_("Note on a test")) as session:
        row = session.get(CodeTest, test_id)
        if row is None:
            raise NotFound(_("This answer is no longer there."))
        row.note = words.strip()


def withdraw(project: Project, test_ids: Sequence[int]) -> None:
    """Take answers back; what they are about may come again. A code that was given with one stays."""
    with project.command("testing.withdraw", N_("Withdraw {count} answers of a test"), count=len(test_ids)) as session:
        journal.of(session).delete_where(CodeTest, CodeTest.id.in_(list(test_ids)))


# --- reading --------------------------------------------------------------------------------------------------------


def tallies(project: Project, code_id: int | None = None) -> dict[int, Tally]:
    """What testing gave, for each code that was tested, or for one of them."""
    query = select(CodeTest.code_id, CodeTest.segment_id, CodeTest.answer)
    if code_id is not None:
        query = query.where(CodeTest.code_id == code_id)
    with project.read() as session:
        rows = session.execute(query.order_by(CodeTest.created_at, CodeTest.id)).all()
    return counted((code, segment, given) for code, segment, given in rows)


def counted(answers_: Iterable[tuple[int, int, str]]) -> dict[int, Tally]:
    """The tallies of answers (code, segment, answer) in the order they were given: a later one on a segment counts."""
    newest = {(code, segment): given for code, segment, given in answers_}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for (code, _segment_id), given in newest.items():
        counts[code][given] += 1
    return {code: Tally(*(found[each] for each in ANSWERS)) for code, found in counts.items()}


def tally(project: Project, code_id: int) -> Tally:
    """What testing a code gave."""
    return tallies(project, code_id).get(code_id, Tally())


def answers(project: Project, code_id: int | None = None) -> list[AnswerRow]:
    """All answers, or those about a code, the newest first."""
    query = _answers()
    if code_id is not None:
        query = query.where(CodeTest.code_id == code_id)
    with project.read() as session:
        found = []
        for row in session.execute(query):
            *values, units_sha, given, words, coder, at, carries, detached = row
            line = line_of(project.texts.units(session, units_sha), row[6])
            values += [line, given, words, coder, at, carries, detached]
            found.append(AnswerRow(*values))
        return found


def _answers() -> Select[*tuple[Any, ...]]:
    carries = select(Coding.id).where(Coding.segment_id == Segment.id, Coding.code_id == CodeTest.code_id).exists()
    return (
        select(
            CodeTest.id, CodeTest.code_id, Code.name, Segment.id, Segment.source_id, Source.name, Segment.start,
            Segment.end, Segment.quote, func.coalesce(Speaker.label, ""), TextVersion.units_sha, CodeTest.answer,
            CodeTest.note, Coder.name, CodeTest.created_at, carries, Segment.detached,
        )
        .join(Code, Code.id == CodeTest.code_id)
        .join(Segment, Segment.id == CodeTest.segment_id)
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .join(Coder, Coder.id == CodeTest.coder_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
        .order_by(CodeTest.created_at.desc(), CodeTest.id.desc())
    )  # fmt: skip


def answered(project: Project, code_id: int) -> dict[int, str]:
    """The segments that were looked at for a code, with the newest answer."""
    query = select(CodeTest.segment_id, CodeTest.answer).where(CodeTest.code_id == code_id)
    with project.read() as session:
        return dict(session.execute(query.order_by(CodeTest.created_at, CodeTest.id)).all())


class Stretches:
    """Stretches of one text, to ask which of them touch another; any number in the time of a search."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        self._ends: list[int] = []
        for _start, end in ordered:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def touch(self, start: int, end: int) -> bool:
        """True if one of them shares a character with start:end."""
        before = bisect_right(self._starts, end - 1) - 1
        return before >= 0 and self._ends[before] > start


def places(project: Project, code_id: int) -> dict[tuple[int, int, int], str]:
    """Where a code was tested, as (source, start, end) in code points, with the newest answer."""
    query = (
        select(Segment.source_id, Segment.start, Segment.end, CodeTest.answer)
        .join(Segment, Segment.id == CodeTest.segment_id)
        .where(CodeTest.code_id == code_id)
        .order_by(CodeTest.created_at, CodeTest.id)
    )
    with project.read() as session:
        return {(source, start, end): given for source, start, end, given in session.execute(query)}
