"""Segments and codings: applying a code to a stretch of text, taking it off, recoding and resizing it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from qda.coding import codes
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project import hanging
from qda.project.project import Project, by_count, now
from qda.project.texts import Turns
from qda.store import journal
from qda.store.models import (
    Code,
    Coding,
    PassedLine,
    Segment,
    Source,
    Speaker,
    TextVersion,
)
from qda.store.rows import chunks
from qda.text import Span, excerpt, trim

# An in-vivo code is a participant's short phrase; a longer one is for the field to shorten.
IN_VIVO_WORDS = 8


class SpanOutside(QdaError):
    """The place is not in the text."""

    hint = N_("Offsets count characters from 0, the end not included, within the stored text.")

    def __init__(self, span: Span, length: int) -> None:
        sentence = _("{start}:{end} lies outside the text, which has {length} characters.")
        super().__init__(sentence.format(start=span.start, end=span.end, length=length))


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of applying a code; `new` is False when the coder had coded the same words so before."""

    coding_id: int
    segment_id: int
    new: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """The current text of a source, as a command needs it."""

    source_id: int
    version_id: int
    text: str
    turns: Turns
    unit_starts: array[int]
    code: str = ""


def apply(
    project: Project, source_id: int, span: Span, code_id: int, *, origin: str = "by hand", coder_id: int | None = None
) -> Applied:
    """Bind a stretch of a source's current text to a code. The same again is a no-op that says so.

    `coder_id` is whose coding it is, when that is not who sits here. Raises SpanOutside, NotFound.
    """
    with project.command("codings.apply", N_("Apply “{code}”")) as session:
        here = _current(project, session, source_id, code_id)
        project.tell(code=here.code)
        return _apply(session, here, span, code_id, origin, coder_id or _me(project))


def apply_many(
    project: Project,
    places: Sequence[tuple[int, Span, int]],
    *,
    origin: str = "by hand",
    coder_id: int | None = None,
    at: int | None = None,
) -> tuple[int, int]:
    """Bind many stretches (source, span, code) in one act; gives how many were new and how many were there already.

    `at` (milliseconds UTC) is when they were coded, where that was not now.
    """
    text = by_count(len(places), N_("Code one place"), N_("Code {count} places"))
    with project.command("codings.apply_many", text, count=len(places)) as session:
        return _apply_many(project, session, places, origin, coder_id or _me(project), now() if at is None else at)


def in_vivo(project: Project, source_id: int, span: Span, label: str | None = None) -> Applied:
    """Code a stretch with its own words as the label; an existing code of that name is used."""
    with project.command("codings.in_vivo", N_("Code in vivo “{label}”")) as session:
        here = _current(project, session, source_id)
        words = clean(label or _label_from(span.of(here.text)))
        project.tell(label=words)
        known = session.execute(
            select(Code.id).where(Code.name_key == name_key(words), ~Code.retired, Code.id != codes.ROOT)
        ).scalar()
        code_id = known if known is not None else codes.create(project, words, in_vivo=True, origin="in vivo")
        return _apply(session, here, span, code_id, "in vivo", _me(project))


def _label_from(words: str) -> str:
    return words.strip().strip(".,;:!?“”\"'‘’()[]–— ")


def apply_new(project: Project, source_id: int, span: Span, label: str, *, origin: str = "by hand") -> Applied:
    """Make an initial code at the root and apply it, as one act."""
    with project.command("codings.apply_new", N_("Apply new code “{code}”"), code=clean(label)) as session:
        code_id = codes.create(project, label)
        return _apply(session, _current(project, session, source_id), span, code_id, origin, _me(project))


def remove(project: Project, coding_ids: Sequence[int]) -> None:
    """Take codings off; a segment that carries nothing else goes with its last coding."""
    with project.command("codings.remove", N_("Take off {what}")) as session:
        query = select(Coding.segment_id, Code.name).join(Code, Code.id == Coding.code_id)
        found = session.execute(query.where(Coding.id.in_(coding_ids))).all()
        labels = {name for _segment_id, name in found}
        count = _("{count} codings").format(count=len(found))
        project.tell(what=f"“{labels.pop()}”" if len(labels) == 1 else count)
        journal.of(session).delete_with_dependents(Coding, coding_ids)
        _drop_bare_segments(session, {segment_id for segment_id, _name in found})


def recode(project: Project, coding_ids: Sequence[int], code_id: int) -> None:
    """Bind codings to another code; where they began with is kept."""
    name = codes.name_of(project, code_id)
    with project.command("codings.recode", N_("Recode to “{code}”"), code=name) as session:
        codes.rebind(session, Coding.id.in_(coding_ids), code_id)


def resize(project: Project, coding_id: int, span: Span, *, whole_segment: bool = False) -> None:
    """Give one coding, or all codings of its segment, another stretch of the same text."""
    with project.command("codings.resize", N_("Resize a segment")) as session:
        coding = session.get(Coding, coding_id)
        if coding is None:
            raise NotFound(_("This coding is no longer there."))
        old = session.get_one(Segment, coding.segment_id)
        here = _current(project, session, old.source_id)
        target = _segment(session, here, span)
        if target == old.id:
            return
        others = select(Coding.id).where(Coding.segment_id == old.id, Coding.id != coding_id).limit(1)
        # What is written on a stretch goes with the last coding that stands on it.
        everything = whole_segment or session.execute(others).first() is None
        same = Coding.segment_id == old.id if everything else Coding.id == coding_id
        identity = select(Coding.id, Coding.code_id, Coding.first_code_id, Coding.coder_id)
        for row in session.execute(identity.where(same)).all():
            _move_coding(session, row.id, (row.code_id, row.first_code_id, row.coder_id), target)
        if everything:
            hanging.move(session, old.id, target)
        _drop_bare_segments(session, {old.id})


def _move_coding(session: Session, coding_id: int, identity: tuple[int, int, int], target: int) -> None:
    code_id, first_code_id, coder_id = identity
    twin = and_(
        Coding.segment_id == target,
        Coding.code_id == code_id,
        Coding.first_code_id == first_code_id,
        Coding.coder_id == coder_id,
    )
    log = journal.of(session)
    if session.execute(select(Coding.id).where(twin)).first():
        log.delete_with_dependents(Coding, [coding_id])
    else:
        log.update_where(Coding, Coding.id == coding_id, {"segment_id": target})


def hold(project: Project, source_id: int, span: Span) -> int:
    """The segment at a place, made without a coding if need be, for a memo or a verdict to hang on."""
    with project.command("segments.hold", N_("Mark a segment")) as session:
        return _segment(session, _current(project, session, source_id), span)


# --- inside a command ---------------------------------------------------------------------------


def _me(project: Project) -> int:
    if project.coder_id is None:
        raise RuntimeError("no coder is at work")
    return project.coder_id


# Applying a code has to be done within a frame, so its questions are few and put together once. Scalar subqueries ask
# several tables in one round.
_CURRENT = (
    select(
        TextVersion.id,
        TextVersion.text_sha,
        TextVersion.marks_sha,
        TextVersion.units_sha,
        TextVersion.length,
        select(Code.name).where(Code.id == bindparam("code"), ~Code.retired, Code.id != codes.ROOT).scalar_subquery(),
    )
    .join_from(Source, TextVersion, Source.version_id == TextVersion.id)
    .where(Source.id == bindparam("source"))
)
_AT_PLACE = select(Segment.id).where(
    Segment.version_id == bindparam("version"), Segment.start == bindparam("start"), Segment.end == bindparam("end")
)
_TOUCHED = (
    PassedLine.version_id == bindparam("version"),
    PassedLine.coder_id == bindparam("coder"),
    PassedLine.start >= bindparam("from_line"),
    PassedLine.start < bindparam("to_line"),
)
_THERE = select(
    _AT_PLACE.scalar_subquery(),
    select(Coding.id)
    .where(
        Coding.segment_id == _AT_PLACE.scalar_subquery(),
        Coding.code_id == bindparam("code"),
        Coding.coder_id == bindparam("coder"),
    )
    .limit(1)
    .scalar_subquery(),
    select(Speaker.id)
    .where(Speaker.source_id == bindparam("source"), Speaker.label_key == bindparam("label"))
    .scalar_subquery(),
    select(PassedLine.id).where(*_TOUCHED).exists(),
)


def _current(project: Project, session: Session, source_id: int, code_id: int = 0) -> _Text:
    values = {"source": source_id, "code": code_id}
    found = journal.of(session).connection.execute(_CURRENT, values).first()
    if found is None:
        raise NotFound(_("This source is no longer there."))
    version_id, text_sha, marks_sha, units_sha, length, code = found
    if code_id and code is None:
        raise NotFound(_("This code is no longer there."))
    text = project.texts.text(session, text_sha)
    turns = project.texts.turns(session, marks_sha, length)
    return _Text(source_id, version_id, text, turns, project.texts.units(session, units_sha), code or "")


def _inside(span: Span, text: str) -> Span:
    if span.end > len(text):
        raise SpanOutside(span, len(text))
    return span


@dataclass(frozen=True, slots=True)
class _There:
    """What stands at a place already, and who speaks there."""

    segment_id: int | None
    coding_id: int | None
    speaker_id: int | None
    lines_passed: bool


def _look(session: Session, here: _Text, span: Span, code_id: int, coder_id: int) -> _There:
    # A selection may begin with the white space before a turn; who speaks is who says its first word.
    words = trim(here.text, span) or span
    values = _lines_touched(here, words) | {
        "version": here.version_id,
        "start": span.start,
        "end": span.end,
        "code": code_id,
        "coder": coder_id,
        "source": here.source_id,
        "label": name_key(here.turns.at(words.start)),
    }
    segment, coding, speaker, passed = journal.of(session).connection.execute(_THERE, values).one()
    return _There(segment, coding, speaker, bool(passed))


def _lines_touched(here: _Text, words: Span) -> dict[str, int]:
    """The stretch in which line units begin whose words are touched; none by white space alone."""
    if here.text[words.start : words.end].isspace() or not here.unit_starts:
        return {"from_line": 0, "to_line": 0}
    first = max(0, bisect_right(here.unit_starts, words.start) - 1)
    return {"from_line": here.unit_starts[first], "to_line": words.end}


def _segment(session: Session, here: _Text, span: Span, there: _There | None = None) -> int:
    """The id of the segment at this very place, made if there is none."""
    _inside(span, here.text)
    there = there or _look(session, here, span, 0, 0)
    if there.segment_id is not None:
        return there.segment_id
    values = {
        "source_id": here.source_id,
        "version_id": here.version_id,
        "start": span.start,
        "end": span.end,
        "quote": span.of(here.text),
        "speaker_id": there.speaker_id,
    }
    return journal.of(session).insert(Segment, values)


def _apply(session: Session, here: _Text, span: Span, code_id: int, origin: str, coder_id: int) -> Applied:
    there = _look(session, here, _inside(span, here.text), code_id, coder_id)
    segment_id = _segment(session, here, span, there)
    if there.coding_id is not None:
        return Applied(there.coding_id, segment_id, new=False)
    values = {
        "segment_id": segment_id,
        "code_id": code_id,
        "first_code_id": code_id,
        "coder_id": coder_id,
        "origin": origin,
        "created_at": now(),
    }
    coding_id = journal.of(session).insert(Coding, values)
    if there.lines_passed:
        _end_passing(session, here, span, coder_id)
    return Applied(coding_id, segment_id, new=True)


def _end_passing(session: Session, here: _Text, span: Span, coder_id: int) -> None:
    """A coding ends the passing over of the lines whose words it touches."""
    lines = _lines_touched(here, trim(here.text, span) or span)
    touched = and_(
        PassedLine.version_id == here.version_id,
        PassedLine.coder_id == coder_id,
        PassedLine.start >= lines["from_line"],
        PassedLine.start < lines["to_line"],
    )
    journal.of(session).delete_where(PassedLine, touched)


def _apply_many(
    project: Project, session: Session, places: Iterable[tuple[int, Span, int]], origin: str, coder_id: int, at: int
) -> tuple[int, int]:
    texts: dict[int, _Text] = {}
    wanted: dict[tuple[int, int, int, int], None] = {}
    asked = 0
    for source_id, span, code_id in places:
        here = texts.setdefault(source_id, texts.get(source_id) or _current(project, session, source_id))
        _inside(span, here.text)
        wanted[source_id, span.start, span.end, code_id] = None
        asked += 1
    _refuse_gone(session, {code_id for _s, _a, _b, code_id in wanted})
    segment_ids = _many_segments(session, texts, {(s, a, b) for s, a, b, _c in wanted})
    ids = list(texts)
    known = set(
        session.execute(
            select(Coding.segment_id, Coding.code_id)
            .join(Segment, Segment.id == Coding.segment_id)
            .where(Segment.source_id.in_(ids), Coding.coder_id == coder_id)
        )
    )
    new = [
        {
            "segment_id": segment_ids[s, a, b],
            "code_id": code_id,
            "first_code_id": code_id,
            "coder_id": coder_id,
            "origin": origin,
            "created_at": at,
        }
        for s, a, b, code_id in wanted
        if (segment_ids[s, a, b], code_id) not in known
    ]
    journal.of(session).insert_many(Coding, new)
    for here in texts.values():
        spans = [Span(a, b) for s, a, b, _c in wanted if s == here.source_id]
        _end_passing_many(session, here, spans, coder_id)
    return len(new), asked - len(new)


def _refuse_gone(session: Session, code_ids: set[int]) -> None:
    living = select(Code.id).where(Code.id.in_(code_ids), ~Code.retired, Code.id != codes.ROOT)
    if code_ids - set(session.execute(living).scalars()):
        raise NotFound(_("This code is no longer there."))


def _end_passing_many(session: Session, here: _Text, spans: list[Span], coder_id: int) -> None:
    mine = and_(PassedLine.version_id == here.version_id, PassedLine.coder_id == coder_id)
    starts = sorted(session.execute(select(PassedLine.start).where(mine)).scalars())
    touched: set[int] = set()
    for span in spans if starts else ():
        lines = _lines_touched(here, trim(here.text, span) or span)
        touched.update(starts[bisect_left(starts, lines["from_line"]) : bisect_left(starts, lines["to_line"])])
    for some in chunks(sorted(touched)):
        journal.of(session).delete_where(PassedLine, and_(mine, PassedLine.start.in_(some)))


def _many_segments(
    session: Session, texts: dict[int, _Text], places: set[tuple[int, int, int]]
) -> dict[tuple[int, int, int], int]:
    versions = {here.version_id: here.source_id for here in texts.values()}
    query = select(Segment.id, Segment.version_id, Segment.start, Segment.end).where(Segment.version_id.in_(versions))
    found = {(versions[v], a, b): row_id for row_id, v, a, b in session.execute(query)}
    missing = sorted(places - found.keys())
    speakers = _speakers_of(session, list(texts))
    rows = []
    for source_id, start, end in missing:
        here, span = texts[source_id], Span(start, end)
        label = here.turns.at((trim(here.text, span) or span).start)
        rows.append(
            {
                "source_id": source_id,
                "version_id": here.version_id,
                "start": start,
                "end": end,
                "quote": span.of(here.text),
                "speaker_id": speakers.get((source_id, name_key(label))),
            }
        )
    ids = journal.of(session).insert_many(Segment, rows)
    found.update(zip(missing, ids, strict=True))
    return found


def _speakers_of(session: Session, source_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    query = select(Speaker.source_id, Speaker.label_key, Speaker.id).where(Speaker.source_id.in_(source_ids))
    return {(source_id, key): row_id for source_id, key, row_id in session.execute(query)}


def _drop_bare_segments(session: Session, segment_ids: set[int]) -> None:
    """Delete segments that carry no coding and that nothing else hangs on."""
    held = select(Coding.id).where(Coding.segment_id == Segment.id).exists() | hanging.anything()
    bare = session.execute(select(Segment.id).where(Segment.id.in_(segment_ids), ~held)).scalars()
    journal.of(session).delete_with_dependents(Segment, bare)  # what a withdrawal decided on them goes with them


def shown(quote: str) -> str:
    """A quote short enough for a sentence."""
    return excerpt(quote, 60)
