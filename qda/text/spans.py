"""Stretches of a text, and the marks that reading it left on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source's text, in code points, end not included."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


MarkKind = Literal["heading", "bold", "italic", "speaker", "timestamp", "cell"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Structure seen in a text when it was read, never part of the text itself.

    `value` is the level of a heading ("1"-"6"), the label of a speaker without its colon, the time of a timestamp
    ("00:14:31"), the position of a table cell ("row,column", from 1), and empty for bold and italic.
    A speaker mark covers the label as it stands in the text, its colon included; the speaker's turn runs from its
    start to the next speaker mark or to the next heading. A timestamp mark covers the time with its brackets.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""


def trim(text: str, span: Span) -> Span | None:
    """The span without the white space at its ends; None if nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None
