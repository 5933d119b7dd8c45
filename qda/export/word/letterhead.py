"""The sheet of a template: its size and margins, and what stands at the head and foot of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.export.profiles import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NAME = re.compile(r"(?:/word/)?([\w.-]+\.xml)")
_PICTURE = re.compile(r"(?:/word/|\.\./word/)?media/([\w. -]+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf))", re.IGNORECASE)
_SITE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_IMAGES = {"jpg": "jpeg", "tif": "tiff", "emf": "x-emf", "wmf": "x-wmf"}
_KEYS = {
    ("header", "default"): "rId11",
    ("footer", "default"): "rId12",
    ("header", "first"): "rId13",
    ("footer", "first"): "rId14",
}
_NARROWEST, _LOWEST = 5_000, 6_000
"""Twips between the margins that a table needs at least."""

Read = Callable[[str], bytes | None]
Parse = Callable[[bytes], "_Element"]
Kind = tuple[str, str]
"""“header” or “footer”, and “default” or “first”."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Heads and feet of pages with what they lean on, by their names under word/."""

    kinds: Mapping[Kind, bytes] = field(default_factory=dict)
    links: Mapping[Kind, bytes] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    first: bool = False
    """Whether the first page has a head and foot of its own."""

    def parts(self) -> dict[str, bytes]:
        """What goes into the package."""
        made = {f"word/{_part(kind)}": content for kind, content in self.kinds.items()}
        made |= {f"word/_rels/{_part(kind)}.rels": content for kind, content in self.links.items()}
        return made | {f"word/media/{name}": content for name, content in self.pictures.items()}

    def relationships(self) -> list[tuple[str, str, str]]:
        """How the document finds them: id, type, target."""
        return [(_KEYS[kind], f"{_OFFICE}/{kind[0]}", _part(kind)) for kind in self.kinds]

    def types(self) -> dict[str, str]:
        """Content types of the heads and feet, by part."""
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        return {f"/word/{_part(kind)}": f"{word}.{kind[0]}+xml" for kind in self.kinds}

    def extensions(self) -> dict[str, str]:
        """Content types of pictures, by ending."""
        endings = {name.rpartition(".")[2] for name in self.pictures} - {"png"}
        return {ending: f"image/{_IMAGES.get(ending.lower(), ending.lower())}" for ending in sorted(endings)}

    def references(self, footer: str, *, title: bool) -> str:
        """What a section says of its heads and feet; `footer` is ours, for who has none. A title has no number."""
        running = {kind: _KEYS[kind, "default"] for kind in ("header", "footer") if (kind, "default") in self.kinds}
        if "footer" not in running and not self._numbers():
            running["footer"] = footer
        found = [_reference(kind, "default", key) for kind, key in running.items()]
        if title:
            own = {kind: _KEYS[kind, "first"] for kind in ("header", "footer") if (kind, "first") in self.kinds}
            if not self.first and "header" in running:
                own = {"header": running["header"]}
            found += [_reference(kind, "first", key) for kind, key in own.items()]
        return "".join(found)

    def _numbers(self) -> bool:
        """Whether the head of the pages has their number."""
        return b"PAGE" in self.kinds.get(("header", "default"), b"")


def _part(kind: Kind) -> str:
    return f"{kind[0]}-{kind[1]}.xml"


def _reference(kind: str, of: str, key: str) -> str:
    return f'<w:{kind}Reference w:type="{of}" r:id="{key}"/>'


def sheet(document: _Element) -> Sheet | None:
    """The upright sheet of a document's last section; None where it says none, or leaves too little room."""
    sections = list(document.iter(f"{_W}sectPr"))
    size = sections[-1].find(f"{_W}pgSz") if sections else None
    margins = sections[-1].find(f"{_W}pgMar") if sections else None
    if size is None or margins is None:
        return None
    try:
        sides = [_twips(size, name) for name in ("w", "h")]
        around = [abs(_twips(margins, name)) for name in ("top", "right", "bottom", "left")]
        more = [abs(_twips(margins, name, usual)) for name, usual in (("header", 708), ("footer", 708), ("gutter", 0))]
    except ValueError:
        return None
    found = Sheet(min(sides), max(sides), *around, *more)
    fits = found.across(landscape=False) >= _NARROWEST and found.down(landscape=True) >= _LOWEST * 2 // 3
    return found if fits and found.down(landscape=False) >= _LOWEST and found.height < 40_000 else None


def _twips(element: _Element, name: str, usual: int | None = None) -> int:
    told = element.get(f"{_W}{name}")
    return usual if told is None and usual is not None else round(float(told or ""))


def letterhead(document: _Element, read: Read, parse: Parse) -> Letterhead:
    """Heads and feet as the last section has them, those of the first page from where they are told first.

    One that leans on anything but pictures in the file and addresses of the web is left out.
    """
    links = read("word/_rels/document.xml.rels")
    if links is None:
        return Letterhead()
    targets = {each.get("Id"): each.get("Target", "") for each in parse(links).iter(_RELATIONSHIP)}
    told: dict[Kind, str] = {}
    first = False
    for section in document.iter(f"{_W}sectPr"):
        own = section.find(f"{_W}titlePg") is not None
        for what in ("header", "footer"):
            for each in section.iter(f"{_W}{what}Reference"):
                kind = what, each.get(f"{_W}type", "default")
                if kind in _KEYS and (kind[1] == "default" or (own and kind not in told)):
                    told[kind] = targets.get(each.get(f"{_R}id"), "")
        first = first or own
    kinds: dict[Kind, bytes] = {}
    rels: dict[Kind, bytes] = {}
    pictures: dict[str, bytes] = {}
    for kind, target in told.items():
        name = _NAME.fullmatch(target)
        content = read(f"word/{name[1]}") if name else None
        if name is None or content is None:
            continue
        parse(content)
        leaned = read(f"word/_rels/{name[1]}.rels")
        if leaned is not None:
            taken = _leaning(leaned, kind, read, parse)
            if taken is None:
                continue
            rels[kind], more = taken
            pictures |= more
        kinds[kind] = content
    return Letterhead(kinds, rels, pictures, first)


def _leaning(links: bytes, kind: Kind, read: Read, parse: Parse) -> tuple[bytes, dict[str, bytes]] | None:
    """The relationships of a head or foot, and its pictures under names that none of ours has; None if it has more."""
    from lxml import etree

    root = parse(links)
    pictures: dict[str, bytes] = {}
    for each in root.iter(_RELATIONSHIP):
        target, type_ = each.get("Target", ""), each.get("Type", "")
        if each.get("TargetMode") == "External":
            if type_.endswith("/hyperlink") and _SITE.fullmatch(target):
                continue
            return None
        found = _PICTURE.fullmatch(target)
        content = read(f"word/media/{found[1]}") if found else None
        if found is None or content is None or not type_.endswith("/image"):
            return None
        name = f"{kind[0]}-{kind[1]}-{len(pictures) + 1}.{found[2].lower()}"
        pictures[name] = content
        each.set("Target", f"media/{name}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), pictures
