"""Documents that are ZIP archives of XML: opened only as far as they are harmless."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.sources.readers.problems import DamagedFile, EncryptedFile, EntitiesRefused, SuspectArchive, TooDeep, TooLarge
from qda.sources.readers.reading import MAX_TEXT

if TYPE_CHECKING:
    from lxml import etree

MAX_MEMBERS = 10_000
MAX_UNPACKED = 1_000_000_000  # bytes of all members
MAX_PART = 100_000_000  # bytes of one XML part
MAX_RATIO = 200  # unpacked to packed; the XML of a word processor reaches 50
HARMLESS = 20_000_000  # bytes that may be unpacked at any ratio
_STRICT = b"http://purl.oclc.org/ooxml/"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    OverflowError,
)
"""What zipfile and the decompressors raise for an archive that is not what it says."""


class Package:
    """A ZIP document whose members' number, sizes and names have been checked; `kind` is its format, for sentences."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self.name, self.kind = name, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN:
            raise DamagedFile(name, kind) from None
        self._members = _checked(self._zip.infolist(), len(data), name)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def bytes(self, member: str) -> bytes:
        """What a member holds; DamagedFile if it is missing or broken."""
        info = self._members.get(member)
        if info is None:
            raise DamagedFile(self.name, self.kind)
        if info.file_size > MAX_PART:
            raise TooLarge(self.name, MAX_TEXT)
        try:
            return self._zip.read(info)
        except BROKEN:
            raise DamagedFile(self.name, self.kind) from None

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member; names of “strict” Office files come as the usual ones."""
        return parse_xml(self.bytes(member), self.name, self.kind)

    def refuse_entities(self) -> None:
        """Raise EntitiesRefused if any XML member has a document type, for libraries that parse by themselves."""
        for member in self._members:
            if member.endswith((".xml", ".rels")) and _has_doctype(self.bytes(member)):
                raise EntitiesRefused(self.name)


def _checked(members: list[zipfile.ZipInfo], packed: int, name: str) -> dict[str, zipfile.ZipInfo]:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > max(HARMLESS, packed * MAX_RATIO):
        raise SuspectArchive(name, _("unpacked it would be far larger than a document is"))
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedFile(name)
    if any(_reaches_outside(member.filename) for member in members):
        raise SuspectArchive(name, _("it names files outside of itself"))
    found = {member.filename: member for member in members}
    if len(found) < len(members):
        raise SuspectArchive(name, _("it holds two parts of the same name"))
    return found


def _reaches_outside(member: str) -> bool:
    path = member.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path) is not None


def _has_doctype(data: bytes) -> bool:
    return b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data


def parse_xml(data: bytes, name: str, kind: str) -> etree._Element:
    """The root element; document types are refused, nothing is fetched, entities are never resolved."""
    from lxml import etree

    if _has_doctype(data):
        raise EntitiesRefused(name)
    if _STRICT in data:
        data = data.replace(_STRICT, b"http://schemas.openxmlformats.org/").replace(
            b"schemas.openxmlformats.org/wordprocessingml/main",
            b"schemas.openxmlformats.org/wordprocessingml/2006/main",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise _why(str(problem), name, kind) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise EntitiesRefused(name)
    return root


def _why(problem: str, name: str, kind: str) -> TooDeep | TooLarge | DamagedFile:
    if "depth" in problem.lower():
        return TooDeep(name)
    if "huge" in problem.lower() or "too long" in problem.lower():
        return TooLarge(name, MAX_TEXT)
    return DamagedFile(name, kind)


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    tag: object = element.tag  # a function for comments
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without the namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
