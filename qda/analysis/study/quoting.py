"""Who is quoted: whose words stand in what was made of a project, by six words in a row or by a whole short quote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from sqlalchemy import select

from qda.analysis.study import withdrawn
from qda.analysis.study.withdrawn import Mask
from qda.project.project import Project
from qda.store.models import Participant, Source, SourceParticipant, Speaker
from qda.text import Span
from qda.text.runs import replaced, words

_SHORT = 200  # signs: a longer line has six words in a row


@dataclass(frozen=True, slots=True)
class Voice:
    """One participant's words: their runs, and the whole quotes of their segments."""

    participant_id: int
    mask: Mask

    def is_in(self, text: str) -> bool:
        """True if a text repeats six of their words in a row, or is nothing but one of their quotes."""
        return self.mask.runs.touches(text) or tuple(words(text)) in self.mask.quotes


def kinds_of(project: Project) -> dict[int, frozenset[str]]:
    """The kinds of the sources that each participant speaks or is written about in."""
    in_it = select(SourceParticipant.participant_id, Source.kind).join(Source, Source.id == SourceParticipant.source_id)
    speaking = select(Speaker.participant_id, Source.kind).join(Source, Source.id == Speaker.source_id)
    found: dict[int, set[str]] = defaultdict(set)
    with project.read() as session:
        for query in (in_it, speaking):
            for person, kind in session.execute(query.distinct()):
                if person is not None:
                    found[person].add(kind)
    return {person: frozenset(kinds) for person, kinds in found.items()}


def voices(project: Project, people: Iterable[int]) -> list[Voice]:
    """The words of these participants, as they stand in all versions of their sources."""
    wanted = sorted(people)
    with project.read() as session:
        names = dict(session.execute(select(Participant.id, Participant.name)).all())
        rows = [withdrawn.made_up(person, names[person]) for person in wanted if person in names]
        masks = withdrawn.masks_of(session, project.texts, rows) if rows else withdrawn.Masks()
    return [Voice(mask.participant_id, mask) for mask in masks.people]


def quoted(voices: Sequence[Voice], value: object) -> set[int]:
    """Which of these stand with their words in a value: text, data class, list, tuple or mapping."""
    left, found = list(voices), set[int]()
    for text in strings(value):
        for voice in [each for each in left if each.is_in(text)]:
            found.add(voice.participant_id)
            left.remove(voice)
        if not left:
            break
    return found


def quoted_in_file(voices: Sequence[Voice], texts: Iterable[str]) -> set[int]:
    """Which of these stand with their words in the texts of a file; a short quote is found where it is a line of it."""
    found = set[int]()
    for text in texts:
        lines = {tuple(words(line)) for line in re.split(r'[\n\t"“”]', text) if len(line) < _SHORT} - {()}
        for voice in voices:
            if voice.participant_id not in found and (voice.mask.runs.touches(text) or lines & voice.mask.quotes):
                found.add(voice.participant_id)
    return found


def strings(value: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def without(voices: Sequence[Voice], value: Any, by: str) -> Any:
    """The value with `by` in place of the words of these."""
    return _walked(value, lambda text: _without(voices, text, by))


def said_otherwise(value: Any, here: str, there: str) -> Any:
    """The value with some words replaced by others in every text."""
    return _walked(value, lambda text: text.replace(here, there))


def _walked(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        told = change(value)
        return value if told == value else told  # what stays is of its own kind still, such as a date
    if isinstance(value, list):
        return [_walked(each, change) for each in value]
    if isinstance(value, tuple):
        return tuple(_walked(each, change) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: _walked(getattr(value, f.name), change) for f in fields(value) if f.init})
    return value


def _without(voices: Sequence[Voice], text: str, by: str) -> str:
    for voice in voices:
        if text and tuple(words(text)) in voice.mask.quotes:
            return by
        text = replaced(text, voice.mask.runs.find(text), by)
    return text


def spans_in(project: Project, source_id: int, people: Iterable[int]) -> dict[int, list[Span]]:
    """The words of these participants in the current text of a source; who has none there is left out."""
    found: dict[int, list[Span]] = {}
    with project.read() as session:
        version = session.get_one(Source, source_id).version_id
        for person in people:
            theirs = withdrawn.words_of(session, project.texts, person).get(version or 0)
            if theirs:
                found[person] = theirs
    return found
