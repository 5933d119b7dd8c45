"""Markdown: its own signs are kept, with headings and emphasis as marks; front matter and HTML tags are set aside.

What is set aside is told: the front matter goes to the source's description, tags are counted. A sign that only looks
like a tag (“<3”, “<laughs>”, “a < b”) is text, and so is everything in code.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from qda.i18n import _, ngettext
from qda.progress import Progress, Silent
from qda.sources.naming import KINDS, date_in
from qda.sources.readers.encodings import decode
from qda.sources.readers.reading import Draft, Reading, make_reading
from qda.text import Mark, MarkKind, stored_text

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^\n]{1,300}?(?<!`)\1(?!`)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(?=\S)[^\n]*|$)", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?![ \t]*(?:[-*+>#|]|\d+[.)]))[ \t]{0,3}\S[^\n]*\n {0,3}(=+|-{2,})[ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n]{0,300}?\S)\1")
_ITALIC = re.compile(r"(?<![\w*_\\])([*_])(?![\s*_])([^\n*_]*?[^\s*_\\])\1(?![\w*_])")


def read_markdown(
    data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None
) -> list[Reading]:
    """The one text of a .md file, its signs kept; raises UnreadableFile."""
    (progress or Silent()).step(0, 0, _("Reading “{name}”").format(name=file))
    raw, used, notes = decode(data, file, encoding)
    text, changes = stored_text(raw)
    head, body = front_matter(text)
    plain = without_tags(body)
    marks = [*plain.marks, *markdown_marks(plain.text())]
    aside, fields = list(_aside(head, plain.tags)), _fields(head)
    return [
        make_reading(file, plain.text(), marks, encoding=used, notes=[*notes, *changes], aside=aside, fields=fields)
    ]


def _aside(head: str, tags: int) -> Iterator[str]:
    if head:
        keys = list(_keys(head))
        names = ", ".join([*keys[:6], *(["…"] if keys[6:] else [])])
        yield _("The front matter ({keys}) is set aside and kept as the description.").format(keys=names)
    if tags:
        one, many = "{count} HTML tag is set aside.", "{count} HTML tags are set aside; the words in them stay."
        yield ngettext(one, many, tags).format(count=tags)


# Front matter -----------------------------------------------------------------------------------------------------

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)\s*", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"(?P<key>[^\W\d_][\w -]{0,39}?)[ \t]*:(?=[ \t\n]|\Z)[ \t]*(?P<value>[^\n]*)")
_INNER = re.compile(r"[ \t]|- |-$|#|[\]}]")  # what may begin a line without a key: items, continued values, comments
_USUAL = frozenset(
    "title titel date datum author authors tags speakers participant participants interviewer kind type case unit"  # noqa: SIM905
    " description abstract subject keywords lang language layout permalink aliases url source media place location"
    " recorded created updated modified status duration transcript_by transcriber project pseudonym".split()
)
_DATES = ("date", "datum", "recorded", "interview_date", "interview date")


def front_matter(text: str) -> tuple[str, str]:
    """The block of keys at the head of a text without its rules, and the text after it; ("", text) if there is none.

    A dialogue between two rules has colons too: one key at least is a usual one, and none stands twice. Where nothing
    follows the block, it is the text.
    """
    found = _FRONT_MATTER.match(text)
    if found is None or not text[found.end() :].strip():
        return "", text
    lines = [line for line in found[1].split("\n") if line.strip()]
    keys = [key["key"].casefold() for line in lines if (key := _KEY.match(line))]
    told = all(_KEY.match(line) or _INNER.match(line) for line in lines)
    if not told or _USUAL.isdisjoint(keys) or len(set(keys)) < len(keys):
        return "", text
    return found[1].strip("\n"), text[found.end() :]


def _keys(head: str) -> Mapping[str, str]:
    """The values at the left margin, by key; values that go over several lines are blank here."""
    found = [key for line in head.split("\n") if (key := _KEY.match(line))]
    return {key["key"]: key["value"].strip().strip("\"'") for key in found}


def _fields(head: str) -> dict[str, str]:
    """What the front matter says of the source; all of it is the description."""
    if not head:
        return {}
    keys = {key.casefold(): value for key, value in _keys(head).items()}
    fields = {"description": head}
    date = next((found for key in _DATES if (found := date_in(keys.get(key, "")))), None)
    if date:
        fields["date"] = date
    kind = next((keys[key].casefold() for key in ("kind", "type") if keys.get(key, "").casefold() in KINDS), "")
    return fields | ({"kind": kind} if kind else {})


# HTML -------------------------------------------------------------------------------------------------------------

_EMPHASIS: Mapping[str, MarkKind] = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer form h1 h2 h3"  # noqa: SIM905
    " h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small"  # noqa: SIM905
    " span strike strong sub sup time tt u var wbr".split()
)
_NAMES = "|".join(sorted(_BLOCKS | _INLINE | _CELLS, key=len, reverse=True))
_VALUE = r"(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^\s\"'=<>`]+)"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{_NAMES})(?P<told>(?:\s+[a-zA-Z][\w:-]*\s*=\s*{_VALUE})*)\s*/?>", re.IGNORECASE
)
_ALT = re.compile(rf"\balt\s*=\s*({_VALUE})", re.IGNORECASE)


def without_tags(text: str) -> WithoutTags:
    """A text without its HTML tags."""
    closed = _closed(text, _FENCE, _CODE)
    made = WithoutTags()
    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() < at or not _is_open(closed, tag.start()):
            continue
        made.add(text[at : tag.start()])
        at = made.take(tag, text)
    made.add(text[at:])
    return made


class WithoutTags(Draft):
    """A text in the making: tags give way to line ends, tabs between cells, and marks for bold and italic words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = 0
        self._begun: dict[MarkKind, int] = {}
        self._line_wanted = False

    def add(self, piece: str) -> None:
        """Append characters, on a line of their own after a block."""
        if piece:
            self._begin_line(already=piece[0] == "\n")
        super().add(piece)

    def _begin_line(self, *, already: bool = False) -> None:
        wanted, self._line_wanted = self._line_wanted, False
        if wanted and not already and self.last not in ("\n", ""):
            super().add("\n")

    def take(self, tag: re.Match[str], text: str) -> int:
        """Leave out a tag of `text`; gives the place after it."""
        self.tags += 1
        name, end = tag["name"].lower(), bool(tag["end"])
        blank = re.compile(r"[ \t]*").match(text, tag.end())
        after = blank.end() if blank else tag.end()
        alone = text[after : after + 1] in ("\n", "")
        if name == "br":
            self.add("" if alone else "\n")
            return after
        if name in _BLOCKS:
            self._line_wanted = True
        elif name in _CELLS and not end and not self._line_wanted and self.last not in ("\n", "\t", ""):
            self.add("\t")
        elif name in _EMPHASIS:
            self._emphasise(_EMPHASIS[name], end)
        elif name == "img" and (told := _ALT.search(tag["told"])):
            self.add(told[1].strip("\"'"))
        return tag.end()

    def _emphasise(self, kind: MarkKind, end: bool) -> None:
        if not end:
            self._begin_line()
            self._begun[kind] = self.length
        elif kind in self._begun:
            self.mark(self._begun.pop(kind), kind)


# Marks ------------------------------------------------------------------------------------------------------------


def markdown_marks(text: str) -> Iterator[Mark]:
    """Headings (the whole line, signs included), bold and italic words; nothing in fenced code."""
    closed = _closed(text, _FENCE)
    for heading in _HEADING.finditer(text):
        if _is_open(closed, heading.start()):
            yield Mark(heading.start(), heading.end(), "heading", str(len(heading[1])))
    for heading in _UNDERLINED.finditer(text):
        if _is_open(closed, heading.start()):
            yield Mark(heading.start(), heading.end(), "heading", "1" if heading[1][0] == "=" else "2")
    for bold in _BOLD.finditer(text):
        if _is_open(closed, bold.start()):
            yield Mark(bold.start(2), bold.end(2), "bold")
    for italic in _ITALIC.finditer(text):
        if _is_open(closed, italic.start()):
            yield Mark(italic.start(2), italic.end(2), "italic")


def _closed(text: str, *patterns: re.Pattern[str]) -> list[tuple[int, int]]:
    """Stretches of code, in order."""
    return sorted(found.span() for pattern in patterns for found in pattern.finditer(text))


def _is_open(closed: Sequence[tuple[int, int]], at: int) -> bool:
    before = bisect_right(closed, (at, sys.maxsize)) - 1
    return before < 0 or at >= closed[before][1]
