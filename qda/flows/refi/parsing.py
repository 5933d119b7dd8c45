"""From the XML of a .qde or .qdc to plain values: whatever order, namespace or lists without members it has.

What is not known is told in the report, what is missing gets a stand-in; only what is no such file at all is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qda.flows.refi.archive import ExchangeRefused
from qda.flows.refi.elements import Elements, local, moment, normal, root_of, words
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

_CURRENT = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
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
    root = root_of(data, file)
    reader = _Reader(report)
    name = local(root)
    namespace = str(root.tag).rpartition("}")[0].lstrip("{")
    if name not in ("Project", "CodeBook"):
        raise ExchangeRefused(file, _("it holds no REFI-QDA project"))
    if namespace not in _CURRENT:
        report.mended(_("An old or unknown namespace was read as that of version 1.0."), namespace)
    return reader.code_book(root) if name == "CodeBook" else reader.project(root)


class _Reader(Elements):
    """Reads a whole project or code book."""

    # --- the whole ---------------------------------------------------------------------------------------------------

    def project(self, root: etree._Element) -> RawProject:
        raw = RawProject(
            name=root.get("name") or "",
            origin=root.get("origin") or "",
            description=self._description(root),
            user=self._user(root, "creatingUserGUID"),
            note_refs=self._refs(root, "NoteRef"),
        )
        for strange in {local(child) for child in root} - _PARTS:
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
            held = [part for part in child if local(part).endswith("Value")]
            if refs and held:
                found.append(RawValue(refs[0], local(held[0]).removesuffix("Value"), words(held[0])))
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
            kind = _SOURCES.get(local(child))
            if kind is None:
                self._report.lost(_("A source of a kind that the standard does not know was left out."), local(child))
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
            content=None if content is None else words(content),
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
        kind = _SELECTIONS[local(element)]
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
            inner="" if inner is None else words(self._child(inner, "PlainTextContent")),
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
        raw = [child.get("targetGUID") or child.get("guid") or words(child) for child in self._children(element, name)]
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
    if kind not in ("time", "pdf", "picture"):
        return ""
    told = {name: element.get(name) or "?" for name in ("firstX", "firstY", "secondX", "secondY", "begin", "end")}
    if kind == "time":
        return _("{begin} to {end} ms").format(**told)
    place = _("x {firstX} to {secondX}, y {firstY} to {secondY}").format(**told)
    page = (element.get("page") or "").strip()
    if not (page.isdecimal() and len(page) < 9):
        return place
    return _("page {page}, {place}").format(page=int(page) + 1, place=place)
