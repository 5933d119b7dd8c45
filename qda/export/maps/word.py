"""A map in a Word file: with a numbered caption, words for those who hear it, and as a drawing that scales.

Word and LibreOffice show the SVG; what does not know it shows the PNG beside it.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qda.export.leaving.files import replacing
from qda.export.maps.category_map import MapPicture, describe, draw
from qda.export.maps.paint import Drawing, save_picture, svg
from qda.export.profiles import APA, MARGIN, PAPERS, Profile
from qda.export.tables import Properties, Run
from qda.export.word.document import Figure, write_tables
from qda.progress import Progress

_EMU_PX, _EMU_TWIP = 9525, 635
_CAPTION_ROOM = 2400
"""Twips for the caption and a note, on the sheet of the picture."""
_TRIM = 26.0
"""Pixels of the drawing's own margin that are left off: the sheet has one."""
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""What Office calls the extension that names an SVG beside a bitmap."""


def write(
    path: Path,
    picture: MapPicture,
    *,
    dpi: float = 300,
    number: int = 1,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> None:
    """Write a .docx with the map as Figure `number`, on a sheet that suits it; raises CannotWrite, Cancelled."""
    drawing = draw(picture, with_title=False, progress=progress)
    drawing = replace(drawing, sheet=drawing.sheet.grown(-_TRIM))
    with tempfile.TemporaryDirectory() as folder:
        png, plain = Path(folder) / "map.png", Path(folder) / "map.docx"
        save_picture(drawing, png, "png", scale=dpi / 96)
        notes = ((Run(picture.description),),) if picture.description else ()
        words, source = describe(picture), profile.own_source
        figure = Figure(picture.title, png.read_bytes(), number, description=words, notes=notes, source=source)
        write_tables(plain, [figure], properties=Properties(picture.title), profile=profile)
        with replacing(path) as draft, ZipFile(plain) as old, ZipFile(draft, "w") as new:
            for entry in old.infolist():
                _store(new, entry.filename, _changed(entry.filename, old.read(entry), drawing, profile))
            _store(new, "word/media/image0.svg", svg(drawing).encode())


def _store(archive: ZipFile, name: str, content: bytes) -> None:
    # One fixed date: the same map gives the same bytes, and no file tells when someone worked.
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def _changed(name: str, content: bytes, drawing: Drawing, profile: Profile) -> bytes:
    """The parts that know of the drawing."""
    if name == "[Content_Types].xml":
        return _once(content, b'<Default Extension="png"', b'<Default Extension="svg" ContentType="image/svg+xml"/>')
    if name == "word/_rels/document.xml.rels":
        link = f'<Relationship Id="rId90" Type="{_IMAGE}" Target="media/image0.svg"/>'
        return _once(content, b"</Relationships>", link.encode())
    if name == "word/document.xml":
        return _on_its_sheet(content.decode(), drawing, profile).encode()
    return content


def _once(content: bytes, before: bytes, new: bytes) -> bytes:
    if content.count(before) != 1:
        raise ValueError(f"the Word file is built otherwise: {before!r}")
    return content.replace(before, new + before)


def _on_its_sheet(document: str, drawing: Drawing, profile: Profile) -> str:
    """A map lies on the sheet on which it is drawn larger, upright or wide; none is drawn larger than it is."""
    short, long = PAPERS[profile.paper]
    upright, wide = _scale(drawing, short, long), _scale(drawing, long, short)
    if wide > upright:
        document = re.sub(
            r"<w:pgSz [^>]*/>", f'<w:pgSz w:w="{long}" w:h="{short}" w:orient="landscape"/>', document, count=1
        )
    scale = max(upright, wide) * _EMU_PX
    extent = f'cx="{round(drawing.sheet.w * scale)}" cy="{round(drawing.sheet.h * scale)}"'
    document = re.sub(r'cx="\d+" cy="\d+"', extent, document)
    blip = (
        f'\\1><a:extLst><a:ext uri="{_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="rId90"/></a:ext>'
        "</a:extLst></a:blip>"
    )
    return re.sub(r'(<a:blip r:embed="rId100")/>', blip, document, count=1)


def _scale(drawing: Drawing, width: int, height: int) -> float:
    """How large the drawing can be on a sheet of that size (twips), 1 at most."""
    across = (width - 2 * MARGIN) * _EMU_TWIP / (drawing.sheet.w * _EMU_PX)
    down = (height - 2 * MARGIN - _CAPTION_ROOM) * _EMU_TWIP / (drawing.sheet.h * _EMU_PX)
    return min(1.0, across, down)
