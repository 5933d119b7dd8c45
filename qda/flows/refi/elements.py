"""The elements of a .qde or .qdc and their small parts: guids, references, numbers, moments, read leniently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from qda.flows.refi.archive import ExchangeRefused, Harmful
from qda.flows.refi.report import Report
from qda.i18n import _

if TYPE_CHECKING:
    from lxml import etree

MAX_DEPTH = 200
"""Elements within elements; a code book of fifty levels has a hundred."""
_LARGE = 9_000_000  # bytes, from which a text in the XML may be longer than the parser takes by itself
_FARTHEST = 2**53
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_FINER = re.compile(r"(\.\d{6})\d+")


def root_of(data: bytes, file: str) -> etree._Element:
    """The outermost element. Raises ExchangeRefused, Harmful."""
    from lxml import etree

    if any("<!DOCTYPE".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")):
        raise Harmful(file, _("it declares XML entities, which no such file needs"))
    huge = len(data) > _LARGE
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n") if data[:1] in b"\xef \t\r\n" else data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        if "depth" in str(problem).lower():
            raise Harmful(file, _("its elements are nested beyond measure")) from None
        raise ExchangeRefused(file, _("its XML is damaged")) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Harmful(file, _("it declares XML entities, which no such file needs"))
    _refuse_depth(root, file)
    return root


def _refuse_depth(root: etree._Element, file: str) -> None:
    from lxml import etree

    try:
        too_deep = bool(root.getroottree().xpath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")"))
    except etree.XPathError:  # more elements side by side than it looks at
        too_deep = _by_hand(root)
    if too_deep:
        raise Harmful(file, _("its elements are nested beyond measure"))


def _by_hand(root: etree._Element) -> bool:
    """Whether elements lie too deep, looked at one by one."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return True
        waiting.extend((child, depth + 1) for child in element)
    return False


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: etree._Element | None) -> str:
    """All words in an element."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def normal(guid: str) -> str:
    """A guid for comparing: lower case, without braces and white space."""
    return guid if _GUID.fullmatch(guid) else guid.strip().strip("{}").strip().lower()


def is_guid(key: str) -> bool:
    """True for a guid as `normal` gives it."""
    return _GUID.fullmatch(key) is not None


@lru_cache(maxsize=10_000)  # a selection and its codings were mostly made together
def moment(text: str | None) -> int | None:
    """Milliseconds UTC of an xsd:dateTime; one without a zone is taken for UTC; None for what is none."""
    if not text:
        return None
    # More than six digits of a second are cut, as is a fraction that datetime would not take.
    told = text.strip().replace("Z", "+00:00")
    try:
        found = datetime.fromisoformat(_FINER.sub(r"\1", told) if "." in told else told)
        found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        milliseconds = round(found.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
    return milliseconds if milliseconds >= 0 else None


@cache
def _anywhere(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names in whichever namespace, as lxml looks for them."""
    return tuple(f"{{*}}{name}" for name in names)


class Elements:
    """Reads elements by their names, and notes what is amiss."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._made = 0
        self._seen: dict[str, set[str]] = {}

    def _guid(self, element: etree._Element, kind: str) -> str:
        """The element's own guid, a stand-in where it has none or where another of its kind has it."""
        raw = element.get("guid") or ""
        key = normal(raw)
        seen = self._seen.setdefault(kind, set())
        if not key:
            self._report.mended(_("Something without a guid got one."), f"{local(element)} {element.get('name') or ''}")
        elif key in seen:
            self._report.mended(_("Two things shared a guid; the second got another."), key)
        elif not is_guid(key):
            self._report.mended(_("What should be a guid is none; it got one."), raw)
        if not key or key in seen:
            self._made += 1
            key = f"{kind}:{self._made}"
        seen.add(key)
        return key

    def _children(self, element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
        # Looked for by the parser: to ask each child for its name took a third of all reading.
        return iter(()) if element is None else element.iterchildren(*_anywhere(names))

    def _child(self, element: etree._Element, name: str) -> etree._Element | None:
        return next(self._children(element, name), None)

    def _description(self, element: etree._Element) -> str:
        return words(self._child(element, "Description"))

    def _refs(self, element: etree._Element, *names: str) -> tuple[str, ...]:
        """Guids that an element refers to: the standard's targetGUID, a guid, or the element's words."""
        found = []
        for child in self._children(element, *names):
            raw = child.get("targetGUID") or child.get("guid") or words(child)
            if child.get("targetGUID") is None:
                self._report.mended(_("A reference was not written as the standard says."), local(child))
            if key := normal(raw):
                found.append(key)
        return tuple(dict.fromkeys(found))

    def _number(self, element: etree._Element, name: str) -> int | None:
        raw = (element.get(name) or "").strip()
        try:
            number = round(float(raw)) if len(raw) < 20 else None
        except (ValueError, OverflowError):
            number = None
        if number is not None and abs(number) > _FARTHEST:  # “1e300” is a number, and no place
            number = None
        if number is None and raw:
            self._report.mended(_("What should be a number is none; it was left out."), f"{name}={raw[:40]}")
        return number

    def _user(self, element: etree._Element, name: str = "creatingUser") -> str | None:
        return normal(element.get(name) or "") or None
