"""Word files: numbered captions that a list of tables finds, real styles, nothing that says who or where.

A file is the parts under `resources/word` and a `document.xml` written as a stream.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import qda
from qda import resources
from qda.export.characters import legal
from qda.export.files import replacing
from qda.export.profiles import APA, PAPERS, Profile
from qda.export.tables import Properties, Run, Table, Text
from qda.export.word_layout import MARGIN, Panel, panels, text_area
from qda.export.word_table import table_xml
from qda.export.word_text import paragraph, rich_runs, runs
from qda.i18n import _
from qda.progress import Progress, Silent

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Drawings are measured in English metric units, 635 to the twip.
_EMU = 635
_STEP = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered picture (PNG bytes) with what it shows for those who hear it."""

    title: str
    png: bytes
    number: int = 1
    description: str = ""
    notes: tuple[Text, ...] = ()
    source: str = ""


def write_tables(
    path: Path,
    tables: Sequence[Table | Figure],
    *,
    properties: Properties,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> None:
    """Write tables (and figures) one after the other to a .docx; raises CannotWrite, Cancelled."""
    parts = _parts(tables, properties, profile)
    with replacing(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            _store(archive, name, content)
        with archive.open(_entry("word/document.xml"), "w") as document:
            for piece in _document(tables, profile, progress or Silent()):
                document.write(piece.encode())


# -- the body


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between two notes: a panel of a table, or a figure."""

    item: Table | Figure
    number: int
    panel: Panel | None = None
    first: bool = True
    last: bool = True

    @property
    def landscape(self) -> bool:
        return self.panel is not None and self.panel.landscape


def _blocks(items: Sequence[Table | Figure], profile: Profile) -> list[_Block]:
    blocks: list[_Block] = []
    for number, item in enumerate(items):
        if isinstance(item, Figure):
            blocks.append(_Block(item, number))
            continue
        cut = panels(item, profile)
        blocks += [_Block(item, number, panel, first=at == 0, last=at == len(cut) - 1) for at, panel in enumerate(cut)]
    return blocks


def _document(items: Sequence[Table | Figure], profile: Profile, progress: Progress) -> Iterator[str]:
    blocks = _blocks(items, profile)
    counter = _Counter(sum(len(block.item.rows) for block in blocks if isinstance(block.item, Table)), progress)
    yield (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><w:body>'
    )
    expected: dict[str, int] = {}
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        yield _caption_of(block, expected, profile) if _caption_above(block, profile) else ""
        if isinstance(block.item, Figure):
            yield _picture(block.item, block.number, profile)
        elif block.panel is not None:
            yield from counter.counted(table_xml(block.item, block.panel, profile))
        closing = _closing_paragraphs(block, expected, profile)
        turns = following is not None and following.landscape != block.landscape
        yield _with_section(closing, _section(profile, block.landscape)) if turns else closing
    yield f"{_section(profile, bool(blocks) and blocks[-1].landscape)}</w:body></w:document>"


class _Counter:
    """Tells the progress every two hundred rows, across all tables of a file."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def counted(self, pieces: Iterator[str]) -> Iterator[str]:
        for piece in pieces:
            if self._done % _STEP == 0:
                self._progress.step(min(self._done, self._total), self._total, _("Writing the Word file"))
            self._done += 1
            yield piece


def _caption_above(block: _Block, profile: Profile) -> bool:
    return isinstance(block.item, Table) or not profile.figure_caption_below


def _caption_of(block: _Block, expected: dict[str, int], profile: Profile) -> str:
    item = block.item
    word = profile.say("Table" if isinstance(item, Table) else "Figure")
    if not block.first:
        continued = rich_runs((Run(f" {profile.say('(continued)')}", italic=True),))
        return paragraph(runs(f"{word} {item.number}", style="Strong") + continued, "TableContinued")
    # Word counts for itself when fields are updated; \r makes it begin where this file begins.
    jump = "" if item.number == expected.get(word, 0) + 1 else f" \\r {item.number}"
    expected[word] = item.number
    field = _field(f"SEQ {word} \\* ARABIC{jump}", str(item.number))
    # One paragraph for both lines, so that a list of tables shows the title beside the number.
    title = runs(item.title.replace("\n", " "), style="CaptionTitle")
    return paragraph(f"{runs(word + ' ')}{field}<w:r><w:br/></w:r>{title}", "Caption")


def _field(instruction: str, result: str) -> str:
    """A field in runs of its own: programs that read only runs see its result (they pass over w:fldSimple)."""
    mark = '<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return (
        f'{mark.format(kind="begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f"{mark.format(kind='separate')}{runs(result)}{mark.format(kind='end')}"
    )


def _closing_paragraphs(block: _Block, expected: dict[str, int], profile: Profile) -> str:
    """Notes in APA's order, the source line last; never nothing, for a table must not touch what follows."""
    item = block.item
    paragraphs = []
    if not _caption_above(block, profile):
        paragraphs.append(_caption_of(block, expected, profile))
    if block.last:
        paragraphs += [paragraph(_note(text, profile), "TableNote") for text in item.notes]
        if isinstance(item, Table):
            paragraphs += [_specific_note(letter, text) for letter, text in item.specific]
        if item.source:
            source = (Run(profile.say("Source:"), italic=True), Run(f" {item.source}"))
            paragraphs.append(paragraph(rich_runs(source), "TableNote"))
    return "".join(paragraphs) or paragraph("", "TableNote")


def _note(text: Text, profile: Profile) -> str:
    return rich_runs((Run(profile.say("Note."), italic=True), Run(" "), *text))


def _specific_note(letter: str, text: Text) -> str:
    raised = runs(letter, face='<w:vertAlign w:val="superscript"/>')
    return paragraph(f"{raised}{runs(' ')}{rich_runs(text)}", "TableNote")


def _with_section(paragraphs: str, section: str) -> str:
    """The section ends with its last paragraph, so that no empty line stands for it."""
    before, mark, after = paragraphs.rpartition("</w:pPr>")
    return f"{before}{section}{mark}{after}"


def _section(profile: Profile, landscape: bool) -> str:
    width, height = PAPERS[profile.paper]
    size = f'w:w="{height}" w:h="{width}" w:orient="landscape"' if landscape else f'w:w="{width}" w:h="{height}"'
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz {size}/>'
        f'<w:pgMar {sides} w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )


def _picture(figure: Figure, at: int, profile: Profile) -> str:
    width, height = _png_size(figure.png)
    across = text_area(profile, landscape=False) * _EMU
    down = round(across * height / width)
    tallest = (PAPERS[profile.paper][1] - 2 * MARGIN - 2400) * _EMU
    if down > tallest:
        across, down = round(across * tallest / down), tallest
    name = quoteattr(f"{profile.say('Figure')} {figure.number}")
    told = quoteattr(legal(figure.description or figure.title))
    extent = f'cx="{across}" cy="{down}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{at + 1}" name={name} descr={told}/><a:graphic><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{at + 1}" name={name} descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{_picture_id(at)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return paragraph(drawing, "Figure")


def _png_size(png: bytes) -> tuple[int, int]:
    if not png.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("a figure's picture must be a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


# -- the package around it


def _picture_id(at: int) -> str:
    return f"rId{100 + at}"


def _parts(items: Sequence[Table | Figure], properties: Properties, profile: Profile) -> dict[str, str | bytes]:
    """Every part but the document, by its name in the package."""
    pictures = {at: item.png for at, item in enumerate(items) if isinstance(item, Figure)}
    separator = ";" if profile.decimal_mark == "," else ","
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(properties, profile),
        "docProps/app.xml": _app(),
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{_OFFICE}/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/settings", "settings.xml"),
            ("rId3", f"{_OFFICE}/fontTable", "fontTable.xml"),
            ("rId4", f"{_OFFICE}/footer", "footer.xml"),
            *((_picture_id(at), f"{_OFFICE}/image", f"media/image{at}.png") for at in pictures),
        ),
        "word/styles.xml": _resource("styles.xml", language=profile.language),
        "word/settings.xml": _resource(
            "settings.xml", language=profile.language, decimal=profile.decimal_mark, separator=separator
        ),
        "word/fontTable.xml": _resource("fontTable.xml"),
        "word/footer.xml": _resource("footer.xml"),
        **{f"word/media/image{at}.png": png for at, png in pictures.items()},
    }


def _resource(name: str, **values: str) -> str:
    text = resources.path("word", name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", escape(value))
    return text


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
        "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
        "/word/footer.xml": f"{_WORD_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    parts = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{parts}</Types>'
    )


def _relationships(*targets: tuple[str, str, str]) -> str:
    links = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in targets)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(properties: Properties, profile: Profile) -> str:
    moment = (properties.created or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": "Gerund",
        "cp:keywords": properties.keywords,
        "cp:lastModifiedBy": "Gerund",
        "dc:language": profile.language,
    }
    said = "".join(f"<{name}>{escape(legal(value))}</{name}>" for name, value in words.items() if value)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{said}{dates}</cp:coreProperties>'
    )


def _app() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{namespace}"><Application>Gerund {qda.__version__}</Application></Properties>'


def _entry(name: str) -> ZipInfo:
    # One fixed date: the same table gives the same bytes, and no file tells when someone worked.
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _store(archive: ZipFile, name: str, content: str | bytes) -> None:
    archive.writestr(_entry(name), content)
