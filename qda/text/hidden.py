"""Finding names that are to be hidden: as they were entered, and as people write them.

Case, accents, ß and ss, ü and ue, the Turkish i without a dot, hyphens, line ends and signs that nobody sees make no
difference; a possessive belongs to the text and not to the name. Names within other words are not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from qda.text.spans import Span


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a name: whose it is (a number), what replaces it, and if it is a name by its capital alone."""

    words: str
    name: int
    by: str = ""
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a name in a text: code points, what stands there, and the form that it is."""

    span: Span
    words: str
    form: Form

    def replacement(self, *, brackets: bool = False) -> str:
        """What goes in its place, in capitals where the name is."""
        by = self.form.by
        if len(self.words) > 1 and self.words.isupper() and not by.isupper():
            by = by.upper()
        return f"[{by}]" if brackets else by


class _Folding(dict[int, str]):
    """What each sign is compared as; made as signs are met."""

    _PLAIN: Final = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        # Signs that only say where a word may be cut, and marks that stand on the letter before them.
        if unicodedata.category(sign) in ("Cf", "Mn"):
            found = ""
        else:
            bare = "".join(c for c in unicodedata.normalize("NFKD", sign) if unicodedata.category(c) != "Mn")
            found = "".join(self._PLAIN.get(c, c) for c in (bare or sign).casefold())
            found = "".join(c for c in found if unicodedata.category(c) != "Mn")
        self[code] = found
        return found


_FOLDING = _Folding()
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_LETTER = r"[^\W\d_]"
_BETWEEN = r"[\s\-‐-―_.·]{1,3}"
_HYPHENS = "-‐‑‒–—"
_KEY = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """A text as names are compared."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def _spellings(words: str) -> Iterator[str]:
    """A form folded in the ways in which it may be met."""
    words = unicodedata.normalize("NFC", words)
    yield folded(words)
    yield folded("".join(_UMLAUTS.get(sign, sign) for sign in words))
    plain = folded(words)
    for two, one in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        if two in plain:  # “Mueller” was typed, “Müller” is in the text
            yield plain.replace(two, one)


def _pattern(spelling: str) -> str:
    parts = []
    for word in spelling.split():
        # Between the halves of a double name there may be a hyphen, a space or nothing.
        halves = [half for half in re.split(f"[{_HYPHENS}]", word) if half]
        parts.append(f"(?:{_BETWEEN})?".join(map(_escaped, halves)))
    return _BETWEEN.join(part for part in parts if part)


def _escaped(word: str) -> str:
    return re.sub(r"(?:\\?['’ʼ´`])", "['’ʼ´`]?", re.escape(word))


class Finder:
    """Finds all forms of all names in a text; the longer form before the shorter, none overlapping."""

    __slots__ = ("_by_key", "_pattern")

    def __init__(self, forms: Iterable[Form]) -> None:
        self._by_key: dict[str, Form] = {}
        patterns: dict[str, None] = {}
        for form in sorted(forms, key=lambda form: -len(form.words)):
            for spelling in _spellings(form.words):
                key = _KEY.sub("", spelling)
                if key and key not in self._by_key:
                    self._by_key[key] = form
                    patterns[_pattern(spelling)] = None
        # A bare s behind a name is the genitive of German, and a possessive without its apostrophe.
        ordered = "|".join(sorted(patterns, key=len, reverse=True))
        whole = rf"(?<!{_LETTER})(?P<name>{ordered})(?P<ending>e?s)?(?!{_LETTER})"
        self._pattern = re.compile(whole) if patterns else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def find(self, text: str) -> list[Found]:
        """Every place, in order."""
        if self._pattern is None or not text:
            return []
        plain = folded(text)
        matches = list(self._pattern.finditer(plain))
        if not matches:
            return []
        places = None if text.isascii() else _places(text)
        found = []
        for match in matches:
            form = self._by_key[_KEY.sub("", match["name"])]
            start, end = match.start("name"), match.end("name")
            if places is not None:
                start, end = places[start], places[end - 1] + 1
                while end < len(text) and not text[end].translate(_FOLDING):
                    end += 1  # the accent of the last letter, where it is a sign of its own
            words = text[start:end]
            if form.capital and (not words[:1].isupper() or match["ending"]):
                continue
            found.append(Found(Span(start, end), words, form))
        return found


def _places(text: str) -> list[int]:
    """Of each sign of the folded text the place of the sign that it comes from."""
    places: list[int] = []
    for at, sign in enumerate(text):
        places += [at] * (1 if sign.isascii() else len(_FOLDING[ord(sign)]))
    return places


def replaced(text: str, found: Iterable[Found], *, brackets: bool = False) -> str:
    """The text with these names replaced."""
    pieces, at = [], 0
    for each in sorted(found, key=lambda each: each.span):
        pieces += [text[at : each.span.start], each.replacement(brackets=brackets)]
        at = each.span.end
    return "".join([*pieces, text[at:]])


def around(text: str, span: Span, words: int = 3) -> tuple[str, str]:
    """The folded words before and after a place, few of them: by which a decision on it is known again."""
    before = re.findall(r"\w+", folded(text[max(0, span.start - 60) : span.start]))
    after = re.findall(r"\w+", folded(text[span.end : span.end + 60]))
    if span.start > 60 and before:
        before = before[1:]  # it may be cut
    if span.end + 60 < len(text) and after:
        after = after[:-1]
    return " ".join(before[-words:]), " ".join(after[:words])
