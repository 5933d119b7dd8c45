"""From the XML of a .qde or .qdc to plain values: whatever order, namespace or lists without members it has.

What is not known is told in the report, what is missing gets a stand-in; only what is no such file at all is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qda.flows.refi.archive import ExchangeRefused, Harmful
from qda.flows.refi.raw import (
    RawCase,
    RawCode,
    RawCoding,
    RawEdge,
    RawGraph,
    RawLink,
    RawProject,
    RawSelection,
    RawSet,
    RawSource,
    RawValue,
    RawVariable,
    RawVertex,
    SelectionKind,
    SourceKind,
)
from qda.flows.refi.report import Report
from qda.i18n import _

if TYPE_CHECKING:
    from lxml import etree

MAX_DEPTH = 200
"""Elements within elements; a code book of fifty levels has a hundred."""
_LARGE = 9_000_000  # bytes, from which a text in the XML may be longer than the parser takes by itself
_CURRENT = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SOURCES: dict[str, SourceKind] = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_SELECTIONS: dict[str, SelectionKind] = {
    "PlainTextSelection": "text",
    "PDFSelection": "pdf",
    "PictureSelection": "picture",
    "AudioSelection": "time",
    "VideoSelection": "time",
    "TranscriptSelection": "transcript",
}
_PARTS = frozenset(
    {"Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description", "NoteRef"}
)


def parsed(data: bytes, file: str, report: Report) -> RawProject:
    """What stands in a .qde or .qdc. Raises ExchangeRefused."""
    root = _root(data, file)
    reader = _Reader(report)
    name = _local(root)
    namespace = str(root.tag).rpartition("}")[0].lstrip("{")
    if name not in ("Project", "CodeBook"):
        raise ExchangeRefused(file, _("it holds no REFI-QDA project"))
    if namespace not in _CURRENT:
        report.mended(_("An old or unknown namespace was read as that of version 1.0."), namespace)
    return reader.code_book(root) if name == "CodeBook" else reader.project(root)


def _root(data: bytes, file: str) -> etree._Element:
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
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise Harmful(file, _("its elements are nested beyond measure"))
        waiting.extend((child, depth + 1) for child in element)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: etree._Element | None) -> str:
    return "" if element is None else "".join(str(part) for part in element.itertext())


def normal(guid: str) -> str:
    """A guid for comparing: lower case, without braces and white space."""
    return guid.strip().strip("{}").strip().lower()


def is_guid(key: str) -> bool:
    """True for a guid as `normal` gives it."""
    return _GUID.fullmatch(key) is not None


def moment(text: str | None) -> int | None:
    """Milliseconds UTC of an xsd:dateTime; one without a zone is taken for UTC; None for what is none."""
    if not text:
        return None
    # More than six digits of a second are cut, as is a fraction that datetime would not take.
    words = re.sub(r"(\.\d{6})\d+", r"\1", text.strip().replace("Z", "+00:00"))
    try:
        found = datetime.fromisoformat(words)
        found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        milliseconds = round(found.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
    return milliseconds if milliseconds >= 0 else None


class _Reader:
    """Reads elements by their names, and notes what is amiss."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._made = 0
        self._seen: dict[str, set[str]] = {}

    # --- small parts -------------------------------------------------------------------------------------------------

    def _guid(self, element: etree._Element, kind: str) -> str:
        """The element's own guid, a stand-in where it has none or where another of its kind has it."""
        raw = element.get("guid") or ""
        key = normal(raw)
        seen = self._seen.setdefault(kind, set())
        if not key:
            self._report.mended(
                _("Something without a guid got one."), f"{_local(element)} {element.get('name') or ''}"
            )
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
        if element is not None:
            for child in element:
                if _local(child) in names:
                    yield child

    def _child(self, element: etree._Element, name: str) -> etree._Element | None:
        return next(self._children(element, name), None)

    def _description(self, element: etree._Element) -> str:
        return _words(self._child(element, "Description"))

    def _refs(self, element: etree._Element, *names: str) -> tuple[str, ...]:
        """Guids that an element refers to: the standard's targetGUID, a guid, or the element's words."""
        found = []
        for child in self._children(element, *names):
            raw = child.get("targetGUID") or child.get("guid") or _words(child)
            if child.get("targetGUID") is None:
                self._report.mended(_("A reference was not written as the standard says."), _local(child))
            if normal(raw):
                found.append(normal(raw))
        return tuple(dict.fromkeys(found))

    def _number(self, element: etree._Element, name: str) -> int | None:
        raw = (element.get(name) or "").strip()
        try:
            number = round(float(raw)) if len(raw) < 20 else None
        except (ValueError, OverflowError):
            number = None
        if number is None and raw:
            self._report.mended(_("What should be a number is none; it was left out."), f"{name}={raw[:40]}")
        return number

    def _user(self, element: etree._Element, name: str = "creatingUser") -> str | None:
        return normal(element.get(name) or "") or None

    # --- the whole ---------------------------------------------------------------------------------------------------

    def project(self, root: etree._Element) -> RawProject:
        raw = RawProject(
            name=root.get("name") or "",
            origin=root.get("origin") or "",
            description=self._description(root),
            user=self._user(root, "creatingUserGUID"),
            note_refs=self._refs(root, "NoteRef"),
        )
        for strange in {_local(child) for child in root} - _PARTS:
            self._report.lost(_("A part that the standard does not know was left out."), strange)
        for part in self._children(root, "Users"):
            raw.users |= dict(self._users(part))
        for part in self._children(root, "CodeBook"):
            raw.codes += self._codes(part)
            raw.sets += map(self._set, self._sets(part))
        for part in self._children(root, "Variables"):
            raw.variables += [self._variable(child) for child in self._children(part, "Variable")]
        for part in self._children(root, "Cases"):
            raw.cases += [self._case(child) for child in self._children(part, "Case")]
        for part in self._children(root, "Sources"):
            raw.sources += self._sources(part)
        for part in self._children(root, "Notes"):
            raw.notes += [self._source(child, "note") for child in self._children(part, "Note")]
        for part in self._children(root, "Links"):
            raw.links += [self._link(child) for child in self._children(part, "Link")]
        raw.sets += map(self._set, self._sets(root))
        for part in self._children(root, "Graphs"):
            raw.graphs += [self._graph(child) for child in self._children(part, "Graph")]
        return raw

    def code_book(self, root: etree._Element) -> RawProject:
        raw = RawProject(origin=root.get("origin") or "", codes=self._codes(root))
        raw.sets += map(self._set, self._sets(root))
        return raw

    def _users(self, part: etree._Element) -> Iterator[tuple[str, str]]:
        for child in self._children(part, "User"):
            yield self._guid(child, "user"), child.get("name") or child.get("id") or ""

    def _sets(self, parent: etree._Element) -> Iterator[etree._Element]:
        for part in self._children(parent, "Sets"):
            yield from self._children(part, "Set")

    # --- codes -------------------------------------------------------------------------------------------------------

    def _codes(self, book: etree._Element) -> list[RawCode]:
        found: list[RawCode] = []
        waiting: list[tuple[etree._Element, str | None]] = []
        waiting += ((code, None) for part in self._children(book, "Codes") for code in self._children(part, "Code"))
        waiting.reverse()
        while waiting:
            element, parent = waiting.pop()
            code = self._code(element, parent)
            found.append(code)
            waiting.extend((child, code.guid) for child in [*self._children(element, "Code")][::-1])
        return found

    def _code(self, element: etree._Element, parent: str | None) -> RawCode:
        return RawCode(
            guid=self._guid(element, "code"),
            name=element.get("name") or "",
            parent=parent,
            color=self._color(element),
            codable=(element.get("isCodable") or "true").strip().lower() not in ("false", "0"),
            description=self._description(element),
            notes=self._refs(element, "NoteRef"),
        )

    def _color(self, element: etree._Element) -> str:
        raw = (element.get("color") or "").strip()
        plain = raw.lstrip("#")
        if re.fullmatch("[0-9A-Fa-f]{3}", plain):
            plain = "".join(letter * 2 for letter in plain)
        if re.fullmatch("[0-9A-Fa-f]{6}", plain):
            return f"#{plain}"
        if raw:
            self._report.mended(_("What should be a colour is none; it was left out."), raw[:40])
        return ""

    # --- variables and cases -----------------------------------------------------------------------------------------

    def _variable(self, element: etree._Element) -> RawVariable:
        kind = element.get("typeOfVariable") or "Text"
        return RawVariable(self._guid(element, "variable"), element.get("name") or "", kind, self._description(element))

    def _values(self, element: etree._Element) -> tuple[RawValue, ...]:
        found = []
        for child in self._children(element, "VariableValue"):
            refs = self._refs(child, "VariableRef")
            held = [part for part in child if _local(part).endswith("Value")]
            if refs and held:
                found.append(RawValue(refs[0], _local(held[0]).removesuffix("Value"), _words(held[0])))
            elif refs:
                found.append(RawValue(refs[0], "Text", ""))
        return tuple(found)

    def _case(self, element: etree._Element) -> RawCase:
        return RawCase(
            guid=self._guid(element, "case"),
            name=element.get("name") or "",
            description=self._description(element),
            values=self._values(element),
            codes=self._refs(element, "CodeRef"),
            sources=self._refs(element, "SourceRef"),
            selections=self._refs(element, "SelectionRef"),
        )

    # --- sources and notes -------------------------------------------------------------------------------------------

    def _sources(self, part: etree._Element) -> Iterator[RawSource]:
        for child in part:
            kind = _SOURCES.get(_local(child))
            if kind is None:
                self._report.lost(_("A source of a kind that the standard does not know was left out."), _local(child))
            else:
                yield self._source(child, kind)

    def _source(self, element: etree._Element, kind: SourceKind) -> RawSource:
        own = kind not in ("representation", "transcript")
        content = self._child(element, "PlainTextContent")
        inner = [self._source(child, "representation") for child in self._children(element, "Representation")]
        inner += [self._source(child, "transcript") for child in self._children(element, "Transcript")]
        return RawSource(
            kind=kind,
            guid=self._guid(element, "note" if kind == "note" else "source")
            if own
            else normal(element.get("guid") or ""),
            name=element.get("name") or "",
            description=self._description(element),
            content=None if content is None else _words(content),
            plain_path=element.get("plainTextPath") or "",
            rich_path=element.get("richTextPath") or "",
            path=element.get("path") or element.get("currentPath") or "",
            selections=tuple(self._selection(child) for child in self._children(element, *_SELECTIONS)),
            codings=self._codings(element),
            notes=self._refs(element, "NoteRef"),
            values=self._values(element),
            inner=tuple(inner),
            sync=self._sync(element),
            user=self._user(element),
            at=moment(element.get("creationDateTime")),
            changed=moment(element.get("modifiedDateTime")),
        )

    def _sync(self, element: etree._Element) -> dict[str, int]:
        found = {}
        for child in self._children(element, "SyncPoint"):
            position = self._number(child, "position")
            if position is not None:
                found[normal(child.get("guid") or "")] = position
        return found

    def _selection(self, element: etree._Element) -> RawSelection:
        kind = _SELECTIONS[_local(element)]
        inner = self._child(element, "Representation")
        text = kind == "text"
        return RawSelection(
            kind=kind,
            # A PDF's selection and that of its text are one thing, with one guid, in files by ATLAS.ti.
            guid=self._guid(element, f"selection {kind}"),
            name=element.get("name") or "",
            description=self._description(element),
            start=self._number(element, "startPosition") if text else None,
            end=self._number(element, "endPosition") if text else None,
            where=_where(element, kind),
            inner="" if inner is None else _words(self._child(inner, "PlainTextContent")),
            sync=(normal(element.get("fromSyncPoint") or ""), normal(element.get("toSyncPoint") or "")),
            codings=self._codings(element),
            notes=self._refs(element, "NoteRef"),
            user=self._user(element),
            at=moment(element.get("creationDateTime")),
        )

    def _codings(self, element: etree._Element) -> tuple[RawCoding, ...]:
        found = []
        for child in self._children(element, "Coding"):
            codes = self._refs(child, "CodeRef")
            if not codes:
                self._report.lost(_("A coding that names no code was left out."), child.get("guid") or "")
            guid, notes = self._guid(child, "coding"), self._refs(child, "NoteRef")
            at, user = moment(child.get("creationDateTime")), self._user(child)
            found += [
                RawCoding(guid if not number else f"{guid}:{number}", code, user, at, notes)
                for number, code in enumerate(codes)
            ]
        return tuple(found)

    # --- links, sets, graphs -----------------------------------------------------------------------------------------

    def _link(self, element: etree._Element) -> RawLink:
        return RawLink(
            guid=self._guid(element, "link"),
            name=element.get("name") or "",
            direction=element.get("direction") or "",
            origin=normal(element.get("originGUID") or ""),
            target=normal(element.get("targetGUID") or ""),
            notes=self._refs(element, "NoteRef"),
        )

    def _set(self, element: etree._Element) -> RawSet:
        return RawSet(
            guid=self._guid(element, "set"),
            name=element.get("name") or "",
            description=self._description(element),
            codes=self._members(element, "MemberCode"),
            sources=self._members(element, "MemberSource"),
            notes=self._members(element, "MemberNote"),
        )

    def _members(self, element: etree._Element, name: str) -> tuple[str, ...]:
        """Members of a set; the code book's schema has `guid` where the project's has `targetGUID`."""
        raw = [child.get("targetGUID") or child.get("guid") or _words(child) for child in self._children(element, name)]
        return tuple(dict.fromkeys(normal(each) for each in raw if normal(each)))

    def _graph(self, element: etree._Element) -> RawGraph:
        return RawGraph(
            guid=self._guid(element, "graph"),
            name=element.get("name") or "",
            vertices=tuple(self._vertex(child) for child in self._children(element, "Vertex")),
            edges=tuple(self._edge(child) for child in self._children(element, "Edge")),
        )

    def _vertex(self, element: etree._Element) -> RawVertex:
        x, y, right, bottom = (self._number(element, name) for name in ("firstX", "firstY", "secondX", "secondY"))
        return RawVertex(
            guid=self._guid(element, "vertex"),
            name=element.get("name") or "",
            stands_for=normal(element.get("representedGUID") or ""),
            first=(x or 0, y or 0),
            second=None if right is None or bottom is None else (right, bottom),
            shape=element.get("shape") or "",
            color=self._color(element),
        )

    def _edge(self, element: etree._Element) -> RawEdge:
        return RawEdge(
            guid=self._guid(element, "edge"),
            name=element.get("name") or "",
            stands_for=normal(element.get("representedGUID") or ""),
            source=normal(element.get("sourceVertex") or ""),
            target=normal(element.get("targetVertex") or ""),
        )


def _where(element: etree._Element, kind: SelectionKind) -> str:
    """Where a selection lies that is none of a text, in words."""
    told = {name: element.get(name) or "?" for name in ("firstX", "firstY", "secondX", "secondY", "begin", "end")}
    if kind == "time":
        return _("{begin} to {end} ms").format(**told)
    if kind in ("pdf", "picture"):
        place = _("x {firstX} to {secondX}, y {firstY} to {secondY}").format(**told)
        page = (element.get("page") or "").strip()
        return (
            _("page {page}, {place}").format(page=int(page) + 1, place=place)
            if page.isdecimal() and len(page) < 9
            else place
        )
    return ""
