"""The paragraphs of a text as it stands on printed pages: wrapped lines, page numbers, running heads, footnotes.

Written for plain text that came out of a PDF or a scan, where an empty line may part paragraphs, pages, or nothing. A
paragraph that runs over a page stays in two blocks where the text cannot tell; `is_finished` and `goes_on` help to join
them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

OPENING_MARKS = "“‘\"'([«"
CLOSING_MARKS = "”’\"')]»"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in one line; `starts` and `sources` say where its pieces begin, here and in the input."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    indent: int = 0

    def source(self, place: int) -> int:
        """Where the character at `place` stands in the input."""
        piece = bisect_right(self.starts, place) - 1
        return self.sources[piece] + place - self.starts[piece]

    def part(self, start: int, end: int) -> Block:
        """The block from `start` to `end`, blanks around it left out."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            return replace(self, text="", starts=(0,), sources=(0,))
        inner = [place for place in self.starts if start < place < start + len(words)]
        return replace(
            self,
            text=words,
            starts=(0, *(place - start for place in inner)),
            sources=(self.source(start), *(self.source(place) for place in inner)),
        )


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of `text` in order, without page numbers, rules and running heads."""
    lines = _lines(text)
    wrapped = sum(len(line.text) for line in lines if len(line.text) > _WIDEST_PAGE) * 4 < len(text)
    spaced = sum(line.after_blank for line in lines) * _LINES_OF_PARAGRAPH > len(lines)
    vocabulary = frozenset(re.findall(r"[\w-]+", text)) if wrapped else frozenset()
    begin = 0
    for place in range(1, len(lines) + 1):
        within = place < len(lines) and wrapped and not _paragraph_ends(lines, begin, place, spaced=spaced)
        if not within:
            yield _block(lines[begin:place], vocabulary)
            begin = place


def is_finished(words: str) -> bool:
    """True if a sentence or an item of a list ends here."""
    bare = words.rstrip(SUPERSCRIPTS + CLOSING_MARKS)
    return len(bare) < len(words) or words[-1:] in tuple(".?!…:;") or re.search(r";\s*(?:and|or)$", words) is not None


def goes_on(words: str) -> bool:
    """True if this can only be the rest of a sentence."""
    return words.lstrip(OPENING_MARKS)[:1].islower()


def is_note(words: str) -> bool:
    """True if this begins like a footnote; superscripts are often lost, so a plain number will do."""
    return _NOTE.match(words) is not None


def is_display(words: str) -> bool:
    """True for what stands apart from the running text: a marked footnote, a caption, a row of a table."""
    return words[0] in SUPERSCRIPTS or "\t" in words or re.match(r"(?:Figure|Table)\s+\d", words) is not None


# ---------------------------------------------------------------------------------------------------------------------
# Lines

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\x1c-\x1e\x85\u2028\u2029]")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—\s]*", re.IGNORECASE)
_NOTE = re.compile(rf"[{SUPERSCRIPTS}]+|\d{{1,3}}\s?[A-Z“\"]")
_WIDEST_PAGE = 200  # characters; a longer line was never wrapped to a page
_SEVERAL_PAGES = 5  # a line that stands beside so many page breaks is a running head


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str  # without the blanks around it
    indent: int
    after_blank: bool
    after_page: bool  # a page begins here, as form feeds and page numbers tell


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end, blank, page = 0, False, False
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        between = text[end:start]
        end = start + len(words)
        blank = blank or len(_LINE_END.findall(between)) > 1
        page = page or "\f" in between
        if not any(map(str.isalnum, words)) or _PAGE_NUMBER.fullmatch(words):
            page = True
            continue
        lines.append(_Line(start, words, start - match.start(), blank, page))
        blank = page = False
    return _without_running_heads(lines)


def _without_running_heads(lines: list[_Line]) -> list[_Line]:
    """Leave out short lines that stand again and again at the top or the foot of a page."""

    def key(line: _Line) -> str:
        return re.sub(r"\d+", "", line.text)

    breaks = [place for place, line in enumerate(lines) if line.after_page]
    beside = Counter(key(lines[place]) for after in breaks for place in (after - 1, after) if place >= 0)
    heads = {words for words, count in beside.items() if count >= _SEVERAL_PAGES and len(words) < _WIDEST_PAGE}
    kept: list[_Line] = []
    blank = page = False
    for line in lines:
        blank, page = blank or line.after_blank, page or line.after_page
        if key(line) not in heads:
            kept.append(replace(line, after_blank=blank, after_page=page))
            blank = page = False
    return kept


# ---------------------------------------------------------------------------------------------------------------------
# Where a paragraph of wrapped lines ends

_LINES_OF_PARAGRAPH = 18  # more lines than this between two empty ones: those are pages, not paragraphs
_SHORT = 0.7  # of the width: no full line is so short
_NARROWER = 0.9  # of the lines before: a block quotation is set narrower
_SLACK = 0.05  # letters differ in width: a line may be so much shorter than its neighbours and still be full


def _paragraph_ends(lines: Sequence[_Line], begin: int, place: int, *, spaced: bool) -> bool:
    """True if the paragraph that began at line `begin` ends before line `place`."""
    line, following = lines[place - 1], lines[place]
    if _is_in_bracket(lines, begin, place):
        return False
    if (spaced and following.after_blank) or "\t" in line.text + following.text:
        return True
    if spaced and not following.after_page:
        return False
    if following.indent > line.indent + 1 or is_note(following.text):
        return True
    if line.indent > following.indent + 1 and place - 1 > begin:
        return True
    return _ends_by_width(lines, begin, place)


def _is_in_bracket(lines: Sequence[_Line], begin: int, place: int) -> bool:
    """True if a bracket opened in the last lines is closed in the next ones: no paragraph ends in it, a page may."""
    before = " ".join(line.text for line in lines[max(begin, place - 2) : place])
    after = " ".join(line.text for line in lines[place : place + 2])
    return before.rfind("(") > before.rfind(")") and re.match(r"[^()]*\)", after) is not None


def _ends_by_width(lines: Sequence[_Line], begin: int, place: int) -> bool:
    """True if the line before `place` is not full, and its words agree that something ends there."""
    line, following = lines[place - 1].text, lines[place].text
    # Its own lines tell how wide a paragraph is; the lines after it tell it of a first line.
    own = [len(each.text) for each in lines[begin : place - 1]]
    ahead = [len(each.text) for each in lines[place : place + 3]]
    width = max(own or ahead)
    needed = len(line) + 1 + len(following.split(maxsplit=1)[0])
    if following[:1].islower():
        # Only a footnote is followed by the middle of a sentence.
        return is_note(lines[begin].text) and is_finished(line) and needed <= width
    if line.endswith(":") and re.match(r"\[?[A-Z]", following):
        return True
    if len(own) > 1 and max(ahead) < median(own) * _NARROWER and not line.endswith(":"):
        return True
    if is_finished(line):
        return needed <= width * (1 - _SLACK)
    # Neither: a heading, or a sentence whose stop was forgotten.
    return len(line) < width * _SHORT or line.isupper() > following.isupper()


# ---------------------------------------------------------------------------------------------------------------------
# Lines into blocks

_LOST_HYPHENS = "\xad\x02\ufffe"  # how readers of PDFs give a hyphen that only broke a line


def _block(lines: Sequence[_Line], vocabulary: frozenset[str]) -> Block:
    text, starts, sources = "", [], []
    for line in lines:
        text = _ready_for_more(text, line.text, vocabulary)
        starts.append(len(text))
        sources.append(line.start)
        text += line.text
    return Block(text, tuple(starts), tuple(sources), min(line.indent for line in lines))


def _ready_for_more(text: str, following: str, vocabulary: frozenset[str]) -> str:
    """The text with a blank for the next line, or joined to it where a word was parted."""
    if not text:
        return text
    if text[-1] in _LOST_HYPHENS:
        return text[:-1]
    before, after = re.search(r"(\w+)-$", text), re.match(r"\w+", following)
    if before is None or after is None:
        return text + " "
    # The hyphen belongs to the word unless the rest of the text writes it without.
    whole, compound = before[1] + after[0], f"{before[1]}-{after[0]}"
    return text[:-1] if whole in vocabulary and compound not in vocabulary else text
