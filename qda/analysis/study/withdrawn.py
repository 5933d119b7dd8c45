"""The words of those who have withdrawn: which stretches of which texts they are, and what of them may not leave.

A stretch is theirs where their speaker label stands before it, or, in a source without their label, where nobody else
takes part in it: then it is all but the interviewer's turns. Of a source that several share without labels nobody can
say whose the words are: it is theirs only when somebody decides to mask it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.names import name_key
from qda.project.project import Project
from qda.project.texts import Texts
from qda.store.models import Participant, Segment, Source, SourceParticipant, Speaker, TextVersion
from qda.store.rows import chunks
from qda.study import withdrawals
from qda.study.withdrawals import KEEP, MASK, WithdrawalRow
from qda.text import Span, trim, turns
from qda.text.runs import Runs, words

T = TypeVar("T")
LABEL = 4
"""Words: a label of so many that all stand in a row in somebody's words is a quotation of them."""
Stretches = dict[int, list[Span]]
"""Spans by the id of a text version."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a source's text; `current` is the one that is shown and coded."""

    id: int
    source_id: int
    text_sha: str
    marks_sha: str
    length: int
    current: bool


@dataclass(frozen=True, slots=True)
class Mask:
    """What may not leave of one participant: stretches by the hash of the text, their runs of words.

    `guids` are the segments whose words are meant by a live address, `quotes` the folded words of masked segments, and
    `kept` the things (table, id) that may hold the words all the same; `free` are the stretches of kept segments,
    `labels` the shorter runs by which a code's label that quotes is known.
    """

    participant_id: int
    name: str
    spans: Mapping[str, tuple[Span, ...]]
    runs: Runs
    guids: frozenset[str] = frozenset()
    quotes: frozenset[tuple[str, ...]] = frozenset()
    kept: frozenset[tuple[str, int]] = frozenset()
    free: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    labels: Runs = field(default_factory=lambda: Runs(least=LABEL))


@dataclass(frozen=True, slots=True)
class Masks:
    """All that may not leave; false when nothing is masked."""

    people: tuple[Mask, ...] = ()
    sources: Mapping[str, frozenset[int]] = field(default_factory=dict)  # which sources have a text, by its hash

    def __bool__(self) -> bool:
        return any(mask.spans or mask.runs or mask.quotes for mask in self.people)

    def on(self, table: str, row_id: int) -> tuple[Mask, ...]:
        """The masks that hold for a row: those that do not keep it."""
        return tuple(mask for mask in self.people if (table, row_id) not in mask.kept)


# --- whose words are where ------------------------------------------------------------------------------------------


def versions(session: Session, source_ids: Iterable[int]) -> list[Version]:
    """All versions of the texts of these sources."""
    found = []
    for some in chunks(source_ids):
        query = select(TextVersion, Source.version_id).join(Source, Source.id == TextVersion.source_id)
        for row, current in session.execute(query.where(Source.id.in_(some)).order_by(TextVersion.id)).all():
            found.append(Version(row.id, row.source_id, row.text_sha, row.marks_sha, row.length, row.id == current))
    return found


@dataclass(frozen=True, slots=True)
class Voices:
    """Who takes part in a source: keys of labels by participant, those of interviewers, and who is said to be in it."""

    labels: Mapping[int, frozenset[str]]
    interviewers: frozenset[str]
    people: frozenset[int]

    def shared(self, person: int) -> bool:
        """True where others take part, and no label says what this one says."""
        return person not in self.labels and bool(self.people - {person})


def voices(session: Session, person: int) -> dict[int, Voices]:
    """The sources that a participant is in, or speaks in, by id."""
    mine = set(
        session.execute(select(SourceParticipant.source_id).where(SourceParticipant.participant_id == person)).scalars()
    )
    mine |= set(session.execute(select(Speaker.source_id).where(Speaker.participant_id == person)).scalars())
    named = session.execute(select(Participant.name_key).where(Participant.id == person)).scalar()
    people: dict[int, set[int]] = defaultdict(set)
    labels: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    asking: dict[int, set[str]] = defaultdict(set)
    for some in chunks(sorted(mine)):
        in_it = select(SourceParticipant.source_id, SourceParticipant.participant_id)
        for source_id, present in session.execute(in_it.where(SourceParticipant.source_id.in_(some))).all():
            people[source_id].add(present)
        for speaker in session.execute(select(Speaker).where(Speaker.source_id.in_(some))).scalars():
            if speaker.interviewer:
                asking[speaker.source_id].add(speaker.label_key)
                continue
            # A label that nobody bound to anyone, and that is their name, is theirs.
            who = person if speaker.participant_id is None and speaker.label_key == named else speaker.participant_id
            if who is not None:
                labels[speaker.source_id][who].add(speaker.label_key)
                people[speaker.source_id].add(who)
    return {
        source_id: Voices(
            {who: frozenset(keys) for who, keys in labels[source_id].items()},
            frozenset(asking[source_id]),
            frozenset(people[source_id]),
        )
        for source_id in sorted(mine)
    }


def stretches(session: Session, texts: Texts, version: Version, voices: Voices, person: int) -> list[Span]:
    """The words of a participant in one version of a source's text, labels and white space left out."""
    text = texts.text(session, version.text_sha)
    spoken = turns(texts.marks(session, version.marks_sha), len(text))
    mine = voices.labels.get(person)
    if mine is not None:
        found = [(turn.said, turn.end) for turn in spoken if name_key(turn.label) in mine]
    else:
        others = voices.interviewers.union(*(keys for who, keys in voices.labels.items() if who != person))
        found = _between([turn for turn in spoken if name_key(turn.label) in others], len(text))
        # Labels that nobody is bound to stay: who speaks is no secret here, what is said may be.
    spans = (trim(text, Span(start, end)) for start, end in found if start < end)
    said = (_after_colon(text, span) for span in spans if span is not None)
    return [span for span in said if span is not None]


def _between(left_out: Sequence[Span], length: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for turn in left_out for edge in (turn.start, turn.end)), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _after_colon(text: str, span: Span) -> Span | None:
    """Without the colon that a label may have left."""
    if text[span.start] != ":":
        return span
    return trim(text, Span(span.start + 1, span.end)) if len(span) > 1 else None


def words_of(session: Session, texts: Texts, person: int, decided: WithdrawalRow | None = None) -> Stretches:
    """All stretches of a participant's words, in all versions of all their sources.

    A source that several share without labels counts where `decided` masks it, one that is kept counts too.
    """
    known = voices(session, person)
    found: Stretches = {}
    for version in versions(session, known):
        voice = known[version.source_id]
        if voice.shared(person) and (decided is None or decided.decision("source", version.source_id) != MASK):
            continue
        found[version.id] = stretches(session, texts, version, voice, person)
    return found


# --- what may not leave ---------------------------------------------------------------------------------------------


def masks(project: Project, left_out: Mapping[int, str] | None = None) -> Masks:
    """What may not leave the project as it stands; `left_out` names, by id, who is not to be quoted besides."""
    with project.read() as session:
        rows = withdrawals.read(session)
        gone = {row.participant_id for row in rows}
        rows += [made_up(person, name) for person, name in (left_out or {}).items() if person not in gone]
        return masks_of(session, project.texts, rows) if rows else Masks()


def made_up(participant_id: int, name: str) -> WithdrawalRow:
    """A withdrawal that nobody made: what it would mask are the words of this participant."""
    return WithdrawalRow(0, participant_id, name, None, "", 0)


def masks_of(session: Session, texts: Texts, withdrawn: Sequence[WithdrawalRow]) -> Masks:
    """What these withdrawals mask; rows that no withdrawal stands behind may be made up, to erase for good."""
    people = tuple(_mask(session, texts, row) for row in withdrawn)
    used: dict[str, set[int]] = defaultdict(set)
    for sha, source_id in session.execute(select(TextVersion.text_sha, TextVersion.source_id)).all():
        used[sha].add(source_id)
    return Masks(people, {sha: frozenset(ids) for sha, ids in used.items()})


def _mask(session: Session, texts: Texts, row: WithdrawalRow) -> Mask:
    theirs = words_of(session, texts, row.participant_id, row)
    known = {version.id: version for version in versions(session, voices(session, row.participant_id))}
    kept = frozenset(item for item, (decision, _note) in row.decided.items() if decision == KEEP)
    spans: dict[str, list[Span]] = defaultdict(list)
    free: dict[str, list[Span]] = defaultdict(list)
    said: list[str] = []
    allowed: list[str] = []
    guids, quotes = set(), set()
    for version_id, all_of in theirs.items():
        version = known[version_id]
        text = texts.text(session, version.text_sha)
        if ("source", version.source_id) in kept:
            allowed += [span.of(text) for span in all_of]
            continue
        here = session.execute(
            select(Segment.id, Segment.guid, Segment.start, Segment.end).where(Segment.version_id == version_id)
        ).all()
        out = [Span(each.start, each.end) for each in here if ("segment", each.id) in kept]
        left = less(all_of, out)
        allowed += [span.of(text) for span in out]
        free[version.text_sha] += out
        for each in meeting(left, [(each.start, each.end, each) for each in here]):
            guids.add(each.guid)
            quotes.add(tuple(words(text[each.start : each.end])))
        spans[version.text_sha] += left
        said += [span.of(text) for span in left]
    runs, labels = Runs(said), Runs(said, least=LABEL)
    if allowed:
        runs, labels = runs.without(Runs(allowed)), labels.without(Runs(allowed, least=LABEL))
    return Mask(
        row.participant_id,
        row.name,
        {sha: tuple(sorted(set(found))) for sha, found in spans.items() if found},
        runs,
        frozenset(guids),
        frozenset(quotes - {()}),
        kept,
        {sha: tuple(found) for sha, found in free.items() if found},
        labels,
    )


def less(spans: Sequence[Span], out: Sequence[Span]) -> list[Span]:
    """The spans without what others cover."""
    return reduce(_without, out, list(spans))


def _without(spans: list[Span], out: Span) -> list[Span]:
    found = []
    for span in spans:
        if not span.overlaps(out):
            found.append(span)
            continue
        found += [Span(span.start, out.start)] if span.start < out.start else []
        found += [Span(out.end, span.end)] if out.end < span.end else []
    return found


def meeting(spans: Sequence[Span], placed: Iterable[tuple[int, int, T]]) -> list[T]:
    """Of things with their start and end, those that share a sign with any of the spans."""
    found, at = [], 0
    ordered = sorted(spans)
    for start, end, thing in sorted(placed, key=lambda each: each[:2]):
        while at < len(ordered) and ordered[at].end <= start:
            at += 1
        if at < len(ordered) and ordered[at].start < end:
            found.append(thing)
    return found
