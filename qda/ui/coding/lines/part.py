"""A part of a line, chosen word by word with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from qda.text import Span


class Part:
    """Some words of a row that stand together: from where choosing began to where it has come, both included."""

    def __init__(self, words: Sequence[Span], at: int = 0) -> None:
        self._words = words
        self._from = self._to = min(max(0, at), len(words) - 1)

    @property
    def span(self) -> Span:
        """From the first chosen word to the last."""
        low, high = sorted((self._from, self._to))
        return Span(self._words[low].start, self._words[high].end)

    def move(self, words: int, *, extend: bool) -> None:
        """Go so many words on, or back; without `extend` one word is chosen after it."""
        self._to = min(max(0, self._to + words), len(self._words) - 1)
        if not extend:
            self._from = self._to

    def stretch(self, anchor: int, offset: int) -> None:
        """Choose the words from one place in the text to another."""
        self._from, self._to = self._word_at(anchor), self._word_at(offset)

    def _word_at(self, offset: int) -> int:
        return next((at for at, word in enumerate(self._words) if offset <= word.end), len(self._words) - 1)
