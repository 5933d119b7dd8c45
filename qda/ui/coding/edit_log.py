"""What a Qt editor did to a text, as edits of the text it began with; Qt counts in UTF-16 units, edits do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.ui.offsets import Offsets


@dataclass(frozen=True, slots=True)
class Replaced:
    """The characters from `start` to `end` (not included) of the first text gave way to `text`; code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Old:
    """A piece of the first text that still stands, in UTF-16 units."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def part(self, start: int, end: int) -> _Old:
        return _Old(self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class _New:
    """A piece that was typed, one character for each UTF-16 unit."""

    units: str

    def __len__(self) -> int:
        return len(self.units)

    def part(self, start: int, end: int) -> _New:
        return _New(self.units[start:end])


class EditLog:
    """Takes changes one after the other, each in the text as it then was, and gives them as edits of the first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = Offsets(text)
        self._length = self._offsets.to_qt(len(text))
        self._pieces: list[_Old | _New] = [_Old(0, self._length)] if text else []

    def replace(self, position: int, removed: int, typed: str) -> None:
        """From `position` on, so many units were removed and these words typed."""
        before = self._cut(0, position)
        after = self._cut(position + removed, None)
        units = as_units(typed)
        self._pieces = _joined([*before, *([_New(units)] if units else []), *after])

    def _cut(self, start: int, end: int | None) -> list[_Old | _New]:
        found: list[_Old | _New] = []
        at = 0
        for piece in self._pieces:
            first = max(0, start - at)
            last = len(piece) if end is None else min(len(piece), end - at)
            if first < last:
                found.append(piece.part(first, last))
            at += len(piece)
        return found

    def edits(self) -> list[Replaced]:
        """What was done to the first text, in its order."""
        found: list[Replaced] = []
        at, typed = 0, ""
        for piece in [*self._pieces, _Old(self._length, self._length)]:
            if isinstance(piece, _New):
                typed += piece.units
                continue
            if typed or piece.start > at:
                start, end = self._offsets.to_text(at), self._offsets.to_text(piece.start)
                found.append(Replaced(start, end, as_text(typed)))
            at, typed = piece.end, ""
        return found

    def result(self) -> str:
        """The text as it is now."""
        return applied(self._text, self.edits())


def applied(text: str, edits: Sequence[Replaced]) -> str:
    """A text after edits that are in its order."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _joined(pieces: list[_Old | _New]) -> list[_Old | _New]:
    """Neighbours that belong together become one piece."""
    joined: list[_Old | _New] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(last, _New) and isinstance(piece, _New):
            joined[-1] = _New(last.units + piece.units)
        elif isinstance(last, _Old) and isinstance(piece, _Old) and last.end == piece.start:
            joined[-1] = _Old(last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def as_units(text: str) -> str:
    """One character for each UTF-16 unit: an emoji becomes its two halves."""
    if text.isascii():
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[at] | raw[at + 1] << 8) for at in range(0, len(raw), 2))


def as_text(units: str) -> str:
    """The halves put together again; half of a pair alone becomes U+FFFD."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
