"""XML as plain strings: escaped, counted, and with a note of every character that XML can't hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from qda.export.characters import legal

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_IN_TEXT = re.compile("[&<>\r]")
# Line ends and tabs of an attribute would be read as spaces, a CR in a text as LF: they go as references.
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLOUR = re.compile("#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")

Attributes = Iterable[tuple[str, str | None]]


class Xml:
    """Makes elements; `counts` tells how many of each name, `replaced` how many characters gave way, by place."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.replaced: Counter[tuple[str, str]] = Counter()
        self.place: tuple[str, str] = ("", "")

    def start(self, name: str, attributes: Attributes = ()) -> str:
        """An opening tag; attributes that are None are left out."""
        self.counts[name] += 1
        return f"<{name}{self._attributes(attributes)}>"

    def empty(self, name: str, attributes: Attributes = ()) -> str:
        """An element without content."""
        self.counts[name] += 1
        return f"<{name}{self._attributes(attributes)}/>"

    def text(self, name: str, words: str, *, always: bool = False) -> str:
        """An element that holds words; nothing where there are none, unless `always`."""
        if not words and not always:
            return ""
        clean = self._legal(words)
        return f"<{name}>{_IN_TEXT.sub(_escape, clean)}</{name}>"

    def _attributes(self, attributes: Attributes) -> str:
        return "".join(f' {name}="{self._attribute(value)}"' for name, value in attributes if value is not None)

    def _attribute(self, value: str) -> str:
        return _IN_ATTRIBUTE.sub(_escape, self._legal(value))

    def _legal(self, words: str) -> str:
        found = len(_ILLEGAL.findall(words))
        if not found:
            return words
        self.replaced[self.place] += found
        return legal(words)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED[found.group()]


def wrapped(xml: Xml, name: str, parts: Iterable[str]) -> Iterator[str]:
    """The parts inside an element; nothing at all without a part, because the schema knows no empty list."""
    there = False
    for part in parts:
        if not there:
            there = True
            yield xml.start(name) + "\n"
        yield part
    if there:
        yield f"</{name}>\n"


def moment(milliseconds: int | None) -> str | None:
    """A time (milliseconds UTC) as xsd:dateTime; None for one outside the years 1 to 9999."""
    if milliseconds is None:
        return None
    try:
        at = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    precise = "milliseconds" if milliseconds % 1000 else "seconds"
    return at.isoformat(timespec=precise).replace("+00:00", "Z")


def colour(value: str) -> str | None:
    """A colour as the schema wants it, #RRGGBB; None for none, or for what is none."""
    return value if _COLOUR.fullmatch(value) else None
