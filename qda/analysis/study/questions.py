"""Transcripts answer to instruments: where each question is asked, what is answered to it, and by which interviews.

A question is found by its words in what the interviewer says, and corrected by hand; its answer runs to the next
question that is asked. Nothing of what is found is stored.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.analysis.study.question_words import Found, Said, detect
from qda.errors import NotFound
from qda.i18n import _
from qda.names import clean, name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources import questions as by_hand
from qda.sources.questions import Question, SetRow
from qda.store.models import Code, Coding, Segment, Source, Speaker, TextVersion
from qda.store.rows import bare, chunks
from qda.study import instruments
from qda.study.instruments import InstrumentRow
from qda.text import Mark, Span, Turn, excerpt, line_of, trim, turns

_NUMBER = re.compile(r"(.+):\s*(\d+)\b.*", re.DOTALL)
_NO_GUIDE = "observation"  # a framework is for looking, not for asking


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked in a source: where, from which line, how surely (1 by hand), and the stretch that answers it."""

    source_id: int
    instrument_id: int
    item: int
    wording: str
    span: Span
    line: int
    score: float
    by_hand: bool
    answer: Span | None

    @property
    def question(self) -> Question:
        """The question, as corrections by hand want it."""
        return Question(self.instrument_id, self.item, self.wording)


@dataclass(frozen=True, slots=True)
class GuideView:
    """One instrument, the sources that came from it (id and name, in order), and what was asked where."""

    instrument: InstrumentRow
    sources: tuple[tuple[int, str], ...]
    asked: tuple[Asked, ...]

    def of(self, item: int) -> list[Asked]:
        """Where one question was asked."""
        return [each for each in self.asked if each.item == item]

    def without(self, item: int) -> list[tuple[int, str]]:
        """The sources in which one question was not asked."""
        there = {each.source_id for each in self.of(item)}
        return [row for row in self.sources if row[0] not in there]


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded segment in an answer."""

    segment_id: int
    span: Span
    line: int
    quote: str
    codes: tuple[str, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source answers to one question: its words, who speaks, its lines, and the coded segments in it."""

    asked: Asked
    source: str
    speakers: tuple[str, ...]
    words: str
    last_line: int
    segments: tuple[Coded, ...]


@dataclass(frozen=True)
class _Read:
    """What is needed of a source; the interviewer's turns are found by its speaker labels."""

    id: int
    name: str
    version_id: int
    text: str
    marks: tuple[Mark, ...]
    starts: array[int]
    interviewers: frozenset[str]
    instrument_id: int
    shas: tuple[str, str]


# --- rules --------------------------------------------------------------------------------------------------------


def turns_asking(text: str, marks: Sequence[Mark], interviewers: frozenset[str]) -> list[Said]:
    """What the interviewer says; where no speaker is known to be the interviewer, the paragraphs that end in “?”."""
    if interviewers:
        asking = (turn for turn in turns(marks, len(text)) if turn.label in interviewers)
        return [Said(_after_colon(text, turn.said), turn.end, turn.start) for turn in asking]
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.rstrip().endswith("?"):
            found.append(Said(at, at + len(line)))
        at += len(line)
    return found


def _after_colon(text: str, at: int) -> int:
    """Behind the colon that a label may have left."""
    return at + 1 if text[at : at + 1] == ":" else at


def corrected(found: Sequence[Found], hand: Sequence[SetRow], items: Sequence[str]) -> list[tuple[Found, bool]]:
    """What was found, without what was refused and with what was set by hand (True), in the order of the text.

    A row set by hand goes with its question when the guide has been rearranged: it is known again by its wording.
    """
    kept: dict[tuple[int, int], tuple[Found, bool]] = {}
    here = [(row, item) for row in hand if (item := _item_now(row, items)) is not None]
    for each in found:
        if not any(item == each.item and row.span.overlaps(each.span) for row, item in here):
            kept[each.item, each.span.start] = each, False
    for row, item in here:
        if not row.refused:
            kept[item, row.span.start] = Found(item, row.span, 1.0), True
    return sorted(kept.values(), key=lambda one: (one[0].span.start, one[0].item))


def _item_now(row: SetRow, items: Sequence[str]) -> int | None:
    if row.item < len(items) and (not row.wording or name_key(items[row.item]) == name_key(row.wording)):
        return row.item
    same = next((at for at, item in enumerate(items) if name_key(item) == name_key(row.wording)), None)
    return same if same is not None else row.item if row.item < len(items) else None


def answers_of(text: str, spans: Sequence[Span], asking: Sequence[Said]) -> list[Span | None]:
    """The stretch that answers each question: from the end of the turn it is asked in to the turn of the next one.

    Questions asked in one turn share their answer.
    """
    ends = [next((said.end for said in asking if said.start <= span.start < said.end), span.end) for span in spans]
    begins = [
        next((said.begins for said in asking if said.start <= span.start < said.end), span.start) for span in spans
    ]
    found: list[Span | None] = []
    for end in ends:
        after = min((begin for begin in begins if begin >= end), default=len(text))
        found.append(trim(text, Span(end, after)) if end < after else None)
    return found


@lru_cache(maxsize=2048)
def _detected(
    _shas: tuple[str, str], interviewers: frozenset[str], items: tuple[str, ...], read: _Kept
) -> tuple[Found, ...]:
    return tuple(detect(items, read.text, turns_asking(read.text, read.marks, interviewers)))


class _Kept:
    """A text that is the same whenever its hashes are: it goes along with the key and is no part of it."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text, self.marks = text, marks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept)

    def __hash__(self) -> int:
        return 0


# --- reading ------------------------------------------------------------------------------------------------------


def guide(project: Project, instrument_id: int, progress: Progress | None = None) -> GuideView:
    """One instrument with all that was asked of it. Raises NotFound, Cancelled."""
    row = next((each for each in instruments.instruments(project) if each.id == instrument_id), None)
    if row is None:
        raise NotFound(_("This instrument is no longer there."))
    sources = instruments.sources_of(project, instrument_id)
    asked = _asked(project, [row], [source for source, _name in sources], progress or Silent())
    return GuideView(row, tuple(sources), tuple(asked))


def guides(project: Project, progress: Progress | None = None) -> list[GuideView]:
    """All interview guides that produced a source. Raises Cancelled."""
    return [
        guide(project, row.id, progress) for row in instruments.instruments(project) if row.sources and is_guide(row)
    ]


def is_guide(row: InstrumentRow) -> bool:
    """True if an instrument has questions that are asked: an observation framework has none."""
    return _NO_GUIDE not in name_key(row.kind)


def of_source(project: Project, source_id: int) -> list[Asked]:
    """What is asked in one source, of the instrument that it came from; nothing where it came from none."""
    with project.read() as session:
        instrument = session.get_one(Source, source_id).instrument_id
    rows = [row for row in instruments.instruments(project) if row.id == instrument]
    return _asked(project, rows, [source_id], Silent())


def _asked(project: Project, rows: Sequence[InstrumentRow], ids: Sequence[int], tell: Progress) -> list[Asked]:
    guides = {row.id: row for row in rows}
    hand = by_hand.by_hand(project, ids)
    found: list[Asked] = []
    with project.read() as session:
        for done, source in enumerate(ids):
            tell.step(done, len(ids), "")
            read = _read(project, session, source)
            if read is not None and read.instrument_id in guides:
                found += _of(read, guides[read.instrument_id], hand.get(source, []))
    return found


def _read(project: Project, session: Session, source_id: int) -> _Read | None:
    source = session.get(Source, source_id)
    if source is None or source.instrument_id is None:
        return None
    version = session.get_one(TextVersion, source.version_id)
    asking = select(Speaker.label).where(Speaker.source_id == source_id, Speaker.interviewer)
    return _Read(
        source_id,
        source.name,
        version.id,
        project.texts.text(session, version.text_sha),
        project.texts.marks(session, version.marks_sha),
        project.texts.units(session, version.units_sha),
        frozenset(session.execute(asking).scalars()),
        source.instrument_id,
        (version.text_sha, version.marks_sha),
    )


def _of(read: _Read, row: InstrumentRow, hand: Sequence[SetRow]) -> list[Asked]:
    items = row.items
    found: Sequence[Found] = ()
    if is_guide(row) and items:
        found = _detected(read.shas, read.interviewers, items, _Kept(read.text, read.marks))
    kept = corrected(found, [each for each in hand if each.instrument_id == row.id], items)
    asking = turns_asking(read.text, read.marks, read.interviewers)
    answers = answers_of(read.text, [each.span for each, _set in kept], asking)
    return [
        Asked(
            read.id,
            row.id,
            each.item,
            items[each.item],
            each.span,
            line_of(read.starts, each.span.start),
            each.score,
            set_,
            answer,
        )
        for (each, set_), answer in zip(kept, answers, strict=True)
    ]


def answers(project: Project, view: GuideView, item: int) -> list[Answer]:
    """What every interview answers to one question, in the order of sources, with the coded segments in it."""
    names = dict(view.sources)
    found = []
    with project.read() as session:
        coded = _coded(session, [each.source_id for each in view.of(item)])
        for each in view.of(item):
            read = _read(project, session, each.source_id)
            if read is not None:
                found.append(_answer(read, names[each.source_id], each, coded.get(each.source_id, [])))
    return found


def _answer(read: _Read, name: str, asked: Asked, coded: Sequence[tuple[int, int, int, str, str]]) -> Answer:
    span = asked.answer
    if span is None:
        return Answer(asked, name, (), "", asked.line, ())
    here = [t for t in turns(read.marks, len(read.text)) if t.start < span.end and span.start < t.end]
    labels = dict.fromkeys(turn.label for turn in here if turn.label not in read.interviewers)
    segments: dict[int, Coded] = {}
    for segment, start, end, quote, code in coded:
        if start < span.end and span.start < end:
            before = segments[segment].codes if segment in segments else ()
            place = Span(start, end)
            segments[segment] = Coded(
                segment, place, line_of(read.starts, start), quote, (*before, code), _speaker(here, start)
            )
    in_order = tuple(sorted(segments.values(), key=lambda each: each.span))
    last = line_of(read.starts, span.end - 1)
    return Answer(asked, name, tuple(labels), span.of(read.text), last, in_order)


def _speaker(here: Sequence[Turn], at: int) -> str:
    """Who speaks at a place."""
    return next((turn.label for turn in here if turn.start <= at < turn.end), "")


def _coded(session: Session, source_ids: Sequence[int]) -> dict[int, list[tuple[int, int, int, str, str]]]:
    """The codings of current texts by source: segment, start, end, its words, the code."""
    query = (
        select(Segment.source_id, Segment.id, Segment.start, Segment.end, Segment.quote, Code.name)
        .join(Source, Source.version_id == Segment.version_id)
        .join(Coding, Coding.segment_id == Segment.id)
        .join(Code, Code.id == Coding.code_id)
        .where(~Segment.detached)
        .order_by(Segment.start, Segment.id, Code.name_key)
        .distinct()
    )
    found: dict[int, list[tuple[int, int, int, str, str]]] = {}
    for some in chunks(dict.fromkeys(source_ids)):
        for source, *rest in bare(session, query.where(Segment.source_id.in_(some)).add_columns(Code.name_key)):
            segment, start, end, quote, code, _key = rest
            found.setdefault(source, []).append((segment, start, end, quote, code))
    return found


# --- by name ------------------------------------------------------------------------------------------------------


def find_instrument(project: Project, name: str) -> InstrumentRow:
    """The instrument of this name, with its version in brackets or its newest version. Raises NotFound."""
    rows = instruments.instruments(project)
    wanted = name_key(name)
    found = [row for row in rows if name_key(row.label) == wanted] or [r for r in rows if name_key(r.name) == wanted]
    if not found:
        raise NotFound(_("There is no instrument called “{name}”.").format(name=clean(name)))
    return found[-1]


def name_of(row: InstrumentRow, item: int) -> str:
    """A question as it is asked for by name: “Guide for parents (1): 3. What did the first visit look like?”."""
    return f"{row.label}: {item + 1}. {excerpt(row.items[item], 90)}"


def names(project: Project) -> list[str]:
    """All questions of interview guides so."""
    rows = [row for row in instruments.instruments(project) if is_guide(row)]
    return [name_of(row, item) for row in rows for item in range(len(row.items))]


def meant(project: Project, words: str) -> dict[int, set[int]]:
    """The questions meant by “guide: number”, or by a wording in any guide: items by instrument. Raises NotFound."""
    rows = [row for row in instruments.instruments(project) if is_guide(row)]
    parts = _NUMBER.fullmatch(clean(words))
    if parts is not None:
        guide_key, item = name_key(parts[1]), int(parts[2]) - 1
        named = [row for row in rows if guide_key in (name_key(row.label), name_key(row.name))]
        found = {row.id: {item} for row in named if 0 <= item < len(row.items)}
        if found:
            return found
    wanted = name_key(words)
    found = {row.id: {at for at, item in enumerate(row.items) if name_key(item) == wanted} for row in rows}
    found = {row_id: items for row_id, items in found.items() if items}
    if not found:
        raise NotFound(_("There is no question “{name}” in a guide of this study.").format(name=clean(words)))
    return found


def answering(project: Project, words: str, progress: Progress | None = None) -> Mapping[int, list[Span]]:
    """The stretches of each source that answer the questions meant. Raises NotFound, Cancelled."""
    found: dict[int, list[Span]] = {}
    for instrument_id, items in meant(project, words).items():
        for each in guide(project, instrument_id, progress).asked:
            if each.item in items and each.answer is not None:
                found.setdefault(each.source_id, []).append(each.answer)
    return found


def place_of(project: Project, source_id: int, line: int, refused: Question | None = None) -> Span:
    """The words of a line (from 1), to set a question at; of one to be refused, the place where it is found there.

    Raises NotFound where the source has no such line.
    """
    with project.read() as session:
        source = session.get_one(Source, source_id)
        version = session.get_one(TextVersion, source.version_id)
        text = project.texts.text(session, version.text_sha)
        starts = project.texts.units(session, version.units_sha)
    if not 1 <= line <= len(starts):
        raise NotFound(_("“{name}” has no line {line}.").format(name=source.name, line=line))
    if refused is not None:
        here = [each for each in of_source(project, source_id) if (each.line, each.item) == (line, refused.item)]
        if here:
            return here[0].span
    end = starts[line] if line < len(starts) else len(text)
    return trim(text, Span(starts[line - 1], end)) or Span(starts[line - 1], end)
