"""A Word file of the user's own whose styles and sheet a report takes over: read warily, its text not at all."""

from __future__ import annotations

import lzma
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from qda.errors import QdaError
from qda.export.profiles import Profile, Sheet
from qda.export.word import faces, letterhead
from qda.export.word.letterhead import Letterhead
from qda.i18n import N_, _

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 16_000_000
"""Bytes that one part may have: the longest styles.xml that we met has two hundred thousand."""
_MEMBERS = 5_000
_LINKED = re.compile(rb"\br:(?:id|embed|link|pict)\s*=")
_USED = re.compile(r'(<w:(?:p|r|tbl)Style w:val=")([^"]+)(")')


class BadTemplate(QdaError):
    """A file that was to lend its styles can't."""

    hint = N_("Choose a Word document or template, .docx or .dotx, that Word opens without repairing it.")

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("“{name}” cannot serve as a template: {why}.").format(name=path.name, why=why))


@dataclass(frozen=True, slots=True)
class Template:
    """A template's styles (bytes of XML), the parts that they lean on, and which of its styles stand for ours."""

    sheet_of_styles: bytes
    """Nothing where it has none: Word then takes its own."""
    parts: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Its style ids by the names that Word knows, in small letters."""
    letterhead: Letterhead = field(default_factory=Letterhead)
    sheet: Sheet | None = None
    """None where it tells none, or leaves no room."""
    stretch: float = 1.0
    own: dict[str, str] = field(default_factory=dict)
    """Filled by `styles`: its id for each of ours."""

    def on(self, profile: Profile) -> Profile:
        """The profile on the template's sheet, in its letters."""
        return replace(profile, own_sheet=self.sheet or profile.own_sheet, stretch=self.stretch)

    def styles(self, ours: str) -> str:
        """The template's styles.xml, with those of ours added that it has none for; ours, where it has no styles."""
        from lxml import etree

        if not self.sheet_of_styles:
            return ours

        theirs = etree.fromstring(self.sheet_of_styles, _parser())
        mine = list(etree.fromstring(ours.encode(), _parser()).iter(f"{_W}style"))
        taken = set(self.names.values())
        self.own.clear()
        for style in mine:
            key, name = style.get(f"{_W}styleId", ""), _name(style)
            self.own[key] = self.names.get(name) or (f"Gerund{key}" if key in taken else key)
        for style in mine:
            if _name(style) in self.names:
                continue
            style.set(f"{_W}styleId", self.own[style.get(f"{_W}styleId", "")])
            style.attrib.pop(f"{_W}default", None)  # theirs is the default
            for tag in ("basedOn", "next", "link"):
                for other in style.findall(f"{_W}{tag}"):
                    other.set(f"{_W}val", self.own.get(other.get(f"{_W}val", ""), other.get(f"{_W}val", "")))
            theirs.append(style)
        return etree.tostring(theirs, xml_declaration=True, encoding="UTF-8", standalone=True).decode()

    def mapped(self, piece: str) -> str:
        """A piece of the document with the template's style ids in place of ours."""
        return _USED.sub(lambda found: found[1] + self.own.get(found[2], found[2]) + found[3], piece)


# What an archive can raise that is not what it says: names may be no UTF-8, a method or a header may be made up.
_BROKEN = (
    BadZipFile,
    OSError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    UnicodeDecodeError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


def read(path: Path) -> Template:
    """The template in a .docx or .dotx. Raises BadTemplate."""
    try:
        with ZipFile(path) as archive:
            return _read(path, archive)
    except _BROKEN as error:
        raise BadTemplate(path, _("it is no Word file, or a damaged one")) from error


def _read(path: Path, archive: ZipFile) -> Template:
    names = archive.namelist()
    if len(names) > _MEMBERS:
        raise BadTemplate(path, _("it has too many parts"))
    if "word/document.xml" not in names:
        raise BadTemplate(path, _("it is no Word file, or a damaged one"))

    def part(name: str) -> bytes | None:
        return _part(path, archive, name) if name in names else None

    def parsed(content: bytes) -> _Element:
        return _parsed(path, content)

    document = parsed(_part(path, archive, "word/document.xml"))
    head, sheet = letterhead.letterhead(document, part, parsed), letterhead.sheet(document)
    told = part("word/styles.xml")
    if told is None:
        return Template(b"", letterhead=head, sheet=sheet)
    styles = parsed(told)
    if styles.tag != f"{_W}styles":
        raise BadTemplate(path, _("it is no Word file, or a damaged one"))
    parts: dict[str, bytes] = {}
    for name in ("theme/theme1.xml", "numbering.xml"):
        if f"word/{name}" in names:
            content = _part(path, archive, f"word/{name}")
            _parsed(path, content)
            # What leans on further parts (a theme's picture, a bullet's) is left out: those are not taken over.
            if not _LINKED.search(content):
                parts[name] = content
    if "numbering.xml" not in parts:
        _without_numbers(styles)
    from lxml import etree

    known = {_name(style): style.get(f"{_W}styleId", "") for style in styles.iter(f"{_W}style")}
    names_known = {name: key for name, key in known.items() if name and key}
    stretch = faces.stretch(styles, parsed(parts["theme/theme1.xml"]) if "theme/theme1.xml" in parts else None)
    return Template(etree.tostring(styles), parts, names_known, head, sheet, stretch)


def _part(path: Path, archive: ZipFile, name: str) -> bytes:
    """One part, never more of it than a part may have, whatever its size is said to be."""
    with archive.open(name) as file:
        content = file.read(_MOST + 1)
    if len(content) > _MOST:
        raise BadTemplate(path, _("a part of it is far too large"))
    return content


def _parsed(path: Path, content: bytes) -> _Element:
    from lxml import etree

    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise BadTemplate(path, _("it is no Word file, or a damaged one")) from error
    if b"<!DOCTYPE" in content:
        # Word writes none; they are there to read other files or to swell.
        raise BadTemplate(path, _("it declares entities, which no Word file does"))
    return root


def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _name(style: _Element) -> str:
    found = style.find(f"{_W}name")
    return "" if found is None else found.get(f"{_W}val", "").lower()


def _without_numbers(styles: _Element) -> None:
    for each in list(styles.iter(f"{_W}numPr")):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
