"""Searching the words of all sources: word, "phrase", prefix*; exact places in code points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store import fulltext
from qda.store.fulltext import Among, FoundWords
from qda.store.models import Source, TextVersion
from qda.store.rows import bare
from qda.text import line_of

# Scripts written without spaces between words: the index holds whole runs, so a word inside one is found by scanning.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_MOST = 64  # sources that are looked into at once
_PIECES = re.compile(r'"([^"]*)"|(\S+)')


class SearchUnclear(QdaError):
    """Nothing that could be found."""

    hint = N_("Type a word, a “phrase in quotes”, or the beginning of a word with a star: safeguard*.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” holds no word to search for.").format(words=words))


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found, with their surroundings; offsets are code points, `line` counts from 1."""

    source_id: int
    source: str
    start: int
    end: int
    quote: str
    line: int
    before: str
    after: str


def to_fts(words: str) -> str:
    """The query in FTS5's language: all words must stand in one paragraph; `OR` between two parts is understood."""
    parts: list[str] = []
    for phrase, single in _PIECES.findall(words.replace("“", '"').replace("”", '"')):
        if single == "OR" and parts and parts[-1] != "OR":
            parts.append("OR")
            continue
        text, star = (phrase, "") if phrase else (single.rstrip("*"), "*" if single.endswith("*") else "")
        if any(letter.isalnum() for letter in text):
            parts.append(f'"{text.replace(chr(34), "")}"{star}')
    if parts and parts[-1] == "OR":
        parts.pop()
    return " ".join(parts)


def find(
    project: Project,
    words: str,
    *,
    source_id: int | None = None,
    limit: int | None = None,
    reach: int = 60,
    progress: Progress | None = None,
) -> list[Hit]:
    """All places where the words stand, or the first, in the order of sources. Raises SearchUnclear.

    With a limit no more texts are looked into than are needed to reach it.
    """
    found: list[Hit] = []
    for page in pages(project, words, source_id=source_id, reach=reach, progress=progress):
        found += page
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def pages(
    project: Project,
    words: str,
    *,
    source_id: int | None = None,
    reach: int = 60,
    progress: Progress | None = None,
) -> Iterator[list[Hit]]:
    """The places where the words stand, source by source, found as they are asked for. Raises SearchUnclear.

    `progress` is told how many of the paragraphs that hold the words have been looked into.
    """
    tell = progress or Silent()
    with project.read() as session:
        sources = _sources(session)
        if _UNSPACED.search(words):
            scanned = list(_scan(project, session, words.strip().strip('"“”*'), source_id))
            for number, places in groupby(scanned, key=attrgetter("source_id")):
                yield _hits(project, session, sources[number], list(places), reach)
            return
        query = to_fts(words)
        if not query:
            raise SearchUnclear(words)
        try:
            there = fulltext.sources_with(session, query, source_id=source_id)
        except OperationalError as error:
            raise SearchUnclear(words) from error
        there.sort(key=lambda each: sources[each.source_id].place)
        done, total = 0, sum(among.paragraphs for among in there)
        for some in _growing(there):
            tell.step(done, total, words)
            found = fulltext.search(session, query, some)
            for among in some:
                yield _hits(project, session, sources[among.source_id], found[among.source_id], reach)
                done += among.paragraphs


def _growing(there: Sequence[Among]) -> Iterator[Sequence[Among]]:
    """One source, then two, four …: the first are there soon, and all are not asked for one by one."""
    first, count = 0, 1
    while first < len(there):
        yield there[first : first + count]
        first, count = first + count, min(count * 2, _MOST)


class _Searched(NamedTuple):
    id: int
    name: str
    place: tuple[int, int]  # in the order of sources
    text_sha: str
    units_sha: str


def _sources(session: Session) -> dict[int, _Searched]:
    query = select(Source.id, Source.name, Source.position, TextVersion.text_sha, TextVersion.units_sha)
    rows = bare(session, query.join(TextVersion, TextVersion.id == Source.version_id))
    return {row[0]: _Searched(row[0], row[1], (row[2], row[0]), row[3], row[4]) for row in rows}


def _scan(project: Project, session: Session, words: str, source_id: int | None) -> Iterator[FoundWords]:
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    ids = [source_id] if source_id is not None else fulltext.containing(session, words)
    for number, sha in _texts(session, ids).items():
        for match in pattern.finditer(project.texts.text(session, sha)):
            yield FoundWords(number, *match.span())


def _texts(session: Session, ids: list[int]) -> dict[int, str]:
    query = (
        select(Source.id, TextVersion.text_sha)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .where(Source.id.in_(ids))
        .order_by(Source.position)
    )
    return dict(session.execute(query).all())


def _hits(project: Project, session: Session, source: _Searched, found: list[FoundWords], reach: int) -> list[Hit]:
    text, starts = project.texts.text(session, source.text_sha), project.texts.units(session, source.units_sha)
    return [
        Hit(
            source.id,
            source.name,
            place.start,
            place.end,
            text[place.start : place.end],
            line_of(starts, place.start),
            text[max(0, place.start - reach) : place.start],
            text[place.end : place.end + reach],
        )
        for place in found
    ]
