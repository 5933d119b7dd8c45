"""Searching the words of all sources: word, "phrase", prefix*; exact places in code points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.project.project import Project
from qda.store import fulltext
from qda.store.fulltext import FoundWords
from qda.store.models import Source, TextVersion
from qda.text import line_of

# Scripts written without spaces between words: the index holds whole runs, so a word inside one is found by scanning.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
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
    for phrase, bare in _PIECES.findall(words.replace("“", '"').replace("”", '"')):
        if bare == "OR" and parts and parts[-1] != "OR":
            parts.append("OR")
            continue
        text, star = (phrase, "") if phrase else (bare.rstrip("*"), "*" if bare.endswith("*") else "")
        if any(letter.isalnum() for letter in text):
            parts.append(f'"{text.replace(chr(34), "")}"{star}')
    if parts and parts[-1] == "OR":
        parts.pop()
    return " ".join(parts)


def find(
    project: Project, words: str, *, source_id: int | None = None, limit: int | None = None, reach: int = 60
) -> list[Hit]:
    """All places where the words stand, in the order of sources. Raises SearchUnclear."""
    with project.read() as session:
        if _UNSPACED.search(words):
            found = list(_scan(project, session, words.strip().strip('"“”*'), source_id))
        else:
            query = to_fts(words)
            if not query:
                raise SearchUnclear(words)
            try:
                found = fulltext.search(session, query, source_id=source_id)
            except OperationalError as error:
                raise SearchUnclear(words) from error
        return _hits(project, session, found, limit, reach)


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


def _hits(project: Project, session: Session, found: list[FoundWords], limit: int | None, reach: int) -> list[Hit]:
    query = select(Source.id, Source.name, Source.position, TextVersion.text_sha, TextVersion.units_sha).join(
        TextVersion, TextVersion.id == Source.version_id
    )
    sources = {row.id: row for row in session.execute(query)}
    found.sort(key=lambda hit: (sources[hit.source_id].position, hit.start))
    hits = []
    for place in found[:limit]:
        source = sources[place.source_id]
        text = project.texts.text(session, source.text_sha)
        line = line_of(project.texts.units(session, source.units_sha), place.start)
        hits.append(
            Hit(
                place.source_id,
                source.name,
                place.start,
                place.end,
                text[place.start : place.end],
                line,
                text[max(0, place.start - reach) : place.start],
                text[place.end : place.end + reach],
            )
        )
    return hits
