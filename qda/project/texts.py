"""Immutable contents at hand: texts, marks and line units by hash, kept while they are used."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qda.store.models import Content
from qda.text import Mark, decode_marks, decode_starts, encode_marks, encode_starts, turns

T = TypeVar("T")

_KEPT = 48


class Turns:
    """Who speaks where in one text."""

    __slots__ = ("_starts", "_turns")

    def __init__(self, marks: Sequence[Mark], length: int) -> None:
        self._turns = turns(marks, length)
        self._starts = [turn.start for turn in self._turns]

    def at(self, offset: int) -> str:
        """The speaker's label at an offset; empty outside any turn."""
        found = bisect_right(self._starts, offset) - 1
        return self._turns[found].label if found >= 0 and offset < self._turns[found].end else ""


class Texts:
    """A small cache over `content`; what it holds can never be stale, because a content never changes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], object] = OrderedDict()
        self._lock = Lock()

    def text(self, session: Session, sha: str) -> str:
        """A stored text."""
        return self._get("text", sha, lambda: _stored_text(session, sha))

    def marks(self, session: Session, sha: str) -> tuple[Mark, ...]:
        """The structure of a text."""
        return self._get("marks", sha, lambda: decode_marks(_stored_bytes(session, sha)))

    def turns(self, session: Session, marks_sha: str, length: int) -> Turns:
        """The speaker turns of a text of `length` characters."""
        return self._get(f"turns {length}", marks_sha, lambda: Turns(self.marks(session, marks_sha), length))

    def units(self, session: Session, sha: str) -> array[int]:
        """Starts of the line units of a text."""
        return self._get("units", sha, lambda: decode_starts(_stored_bytes(session, sha)))

    def _get(self, kind: str, sha: str, load: Callable[[], T]) -> T:
        with self._lock:
            if (kind, sha) in self._kept:
                self._kept.move_to_end((kind, sha))
                return self._kept[kind, sha]  # type: ignore[return-value]  # each kind has its own type
        value = load()
        with self._lock:
            self._kept[kind, sha] = value
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return value


def _stored_text(session: Session, sha: str) -> str:
    return session.execute(select(Content.text).where(Content.sha256 == sha)).scalar_one() or ""


def _stored_bytes(session: Session, sha: str) -> bytes:
    return session.execute(select(Content.data).where(Content.sha256 == sha)).scalar_one() or b""


def keep_text(session: Session, text: str) -> str:
    """Store a text if it is not there yet; gives its hash."""
    sha = content_hash("text", text.encode("utf-8"))
    _keep(session, sha, {"kind": "text", "size": len(text), "text": text, "data": None})
    return sha


def keep_bytes(session: Session, kind: str, data: bytes) -> str:
    """Store bytes (an original file, marks, line units) if they are not there yet; gives their hash."""
    sha = content_hash(kind, data)
    _keep(session, sha, {"kind": kind, "size": len(data), "text": None, "data": data})
    return sha


def content_hash(kind: str, data: bytes) -> str:
    """Under which hash a text (as UTF-8) or bytes of a kind are stored."""
    # The kind goes into the hash of all but originals: a plain text file has the same bytes as the text stored of it.
    seed = b"" if kind == "original" else kind.encode() + b"\0"
    return hashlib.sha256(seed + data).hexdigest()


def keep_marks(session: Session, marks: Sequence[Mark]) -> str:
    """Store marks; gives their hash."""
    return keep_bytes(session, "marks", encode_marks(marks))


def keep_units(session: Session, starts: array[int]) -> str:
    """Store the starts of line units; gives their hash."""
    return keep_bytes(session, "units", encode_starts(starts))


def keep_all(session: Session, text: str, marks: Sequence[Mark], starts: array[int]) -> tuple[str, str, str]:
    """Store a text with its marks and its line units as far as they are not there yet; gives their hashes."""
    parts: list[tuple[str, str | None, bytes]] = [
        ("text", text, text.encode("utf-8")),
        ("marks", None, encode_marks(marks)),
        ("units", None, encode_starts(starts)),
    ]
    rows = {}
    for kind, words, data in parts:
        size, stored = (len(data), data) if words is None else (len(words), None)
        sha = content_hash(kind, data)
        rows[sha] = {"sha256": sha, "kind": kind, "size": size, "text": words, "data": stored}
    connection = session.connection()
    there = set(connection.execute(select(Content.sha256).where(Content.sha256.in_(rows))).scalars())
    new = [row for sha, row in rows.items() if sha not in there]
    if new:
        connection.execute(insert(Content), new)
    text_sha, marks_sha, units_sha = rows
    return text_sha, marks_sha, units_sha


def _keep(session: Session, sha: str, values: dict[str, object]) -> None:
    connection = session.connection()
    if connection.execute(select(Content.sha256).where(Content.sha256 == sha)).first() is None:
        connection.execute(insert(Content), {"sha256": sha, **values})
