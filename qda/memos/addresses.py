"""The live address of a quotation: a link to a segment among the memo's words, which leads to wherever that lies.

Written as `[Interview, line 12](segment:GUID)`. A segment keeps its guid when its text is corrected, when codes are
merged, and through undo and redo. Where a coding is resized and its segment becomes another, the memo's links go along:
there the address is looked for among them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from qda.i18n import _
from qda.project.project import Project
from qda.store.models import MemoLink, Segment, Source, Speaker, TextVersion
from qda.text import line_of

SCHEME = "segment:"
_LINK = re.compile(r"\[[^\[\]\n]+\]\(segment:([0-9A-Za-z-]+)\)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Address:
    """A segment with what a quotation must carry; `line` counts from 1, offsets are code points.

    `detached` words are gone from their text; they are those that stood there last.
    """

    segment_id: int
    guid: str
    source_id: int
    source: str
    start: int
    end: int
    line: int
    speaker: str
    quote: str
    detached: bool

    @property
    def words(self) -> str:
        """Where it is, for reading: “Interview, line 12”."""
        return _("{source}, line {number}").format(source=self.source, number=self.line)

    @property
    def link(self) -> str:
        """Where it is, as a memo holds it."""
        return f"[{self.words.replace('[', '(').replace(']', ')')}]({SCHEME}{self.guid})"


def of(project: Project, segment_ids: Collection[int]) -> dict[int, Address]:
    """The addresses of segments; those that are gone are missing."""
    return {found.segment_id: found for found in _read(project, Segment.id.in_(list(segment_ids)))}


def quotation(address: Address) -> str:
    """The words as a quote in Markdown, with the live address beneath."""
    quote = address.quote.strip()
    if not (quote.startswith("“") and quote.endswith("”")):
        quote = f"“{quote}”"
    lines = "\n> ".join(line.strip() for line in quote.split("\n") if line.strip())
    speaker = f"{address.speaker}, " if address.speaker else ""
    return f"> {lines}\n> — {speaker}{address.link}"


def guids_in(text: str) -> list[str]:
    """The addresses that stand in a text, in order."""
    return _LINK.findall(text)


def resolve(project: Project, guid: str, *, memo_id: int | None = None, text: str = "") -> Address | None:
    """Where an address leads now; `memo_id` and its `text` help where the segment became another. None: nowhere."""
    found = _read(project, Segment.guid == guid)
    if found:
        return found[0]
    if memo_id is None:
        return None
    linked = select(MemoLink.target_id).where(MemoLink.memo_id == memo_id, MemoLink.target == "segment")
    named = set(guids_in(text))
    others = [each for each in _read(project, Segment.id.in_(linked)) if each.guid not in named]
    return _nearest(others, quoted_before(text, guid))


def quoted_before(text: str, guid: str) -> str:
    """The quoted lines above an address."""
    lines: list[str] = []
    for line in text.split("\n"):
        if f"({SCHEME}{guid})" in line:
            break
        lines = [*lines, line.lstrip("> ")] if line.startswith(">") and not guids_in(line) else []
    return "\n".join(lines)


def _nearest(among: Sequence[Address], quote: str) -> Address | None:
    """The one that shares most words with a quotation, if it shares half of the shorter one's."""
    wanted = set(_WORD.findall(quote.casefold()))

    def share(address: Address) -> float:
        words = set(_WORD.findall(address.quote.casefold()))
        return len(words & wanted) / max(1, min(len(words), len(wanted)))

    best = max(among, key=share, default=None)
    return best if best is not None and share(best) >= 0.5 else None


def _read(project: Project, which: ColumnElement[bool]) -> list[Address]:
    query = (
        select(
            Segment.id,
            Segment.guid,
            Segment.source_id,
            Source.name,
            Segment.start,
            Segment.end,
            Segment.quote,
            Segment.detached,
            Speaker.label,
            TextVersion.units_sha,
        )
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
        .where(which)
        .order_by(Segment.id)
    )
    with project.read() as session:
        return [
            Address(
                row.id,
                row.guid,
                row.source_id,
                row.name,
                row.start,
                row.end,
                line_of(project.texts.units(session, row.units_sha), row.start),
                row.label or "",
                row.quote,
                row.detached,
            )
            for row in session.execute(query)
        ]
