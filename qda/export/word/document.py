"""Word files: numbered captions that a list of tables finds, real styles, nothing that says who or where.

A file is the parts under `resources/word` and a `document.xml` written as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from qda.export.blocks import Block, Figure, Heading, Prose
from qda.export.characters import legal
from qda.export.leaving import gate
from qda.export.leaving.files import replacing
from qda.export.profiles import APA, Profile
from qda.export.tables import Properties, Run, Table, Text
from qda.export.word.contents import Front, Marks, bookmarked, contents, field
from qda.export.word.flow import AROUND, above, ends, keeps
from qda.export.word.heights import Size, page_numbers, picture_sizes
from qda.export.word.laying import Laid, laid
from qda.export.word.letterhead import Letterhead
from qda.export.word.package import HEAD, MAIN, OFFICE, Extras, entry, parts, picture_id, store
from qda.export.word.styles import DEEPEST
from qda.export.word.table import table_xml
from qda.export.word.template import Template
from qda.export.word.text import face_of, is_right_to_left, paragraph, rich_runs, runs
from qda.i18n import _
from qda.progress import Progress, Silent

__all__ = ["Figure", "Front", "write_blocks", "write_tables"]

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# Drawings are measured in English metric units, 635 to the twip.
_EMU = 635
_STEP = 200
_STYLES = {"title": "Title", "body": "BodyText", "quote": "Quote", "about": "MemoAbout", "item": "ListParagraph"}
BODY = (
    f'{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><w:body>'
)


def write_tables(
    path: Path,
    tables: Sequence[Table | Figure],
    *,
    properties: Properties,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> None:
    """Write tables (and figures) one after the other to a .docx; raises CannotWrite, Cancelled."""
    write_blocks(path, tables, properties=properties, profile=profile, progress=progress)


def write_blocks(
    path: Path,
    blocks: Sequence[Block],
    *,
    properties: Properties,
    profile: Profile = APA,
    progress: Progress | None = None,
    front: Front | None = None,
    template: Template | None = None,
) -> None:
    """Write a document to a .docx: with `front`, title page and contents first. Raises CannotWrite, Cancelled."""
    gate.look(blocks)
    profile = profile if template is None else template.on(profile)
    pictures = {at: block.png for at, block in enumerate(blocks) if isinstance(block, Figure)}
    prose = front is not None or any(isinstance(block, Heading | Prose) for block in blocks)
    package = parts(pictures, properties, profile, Extras(prose, template))
    with replacing(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        for name, content in package.items():
            store(archive, name, content)
        with archive.open(entry("word/document.xml"), "w") as document:
            for piece in _document(blocks, profile, front, progress or Silent(), template):
                document.write((piece if template is None else template.mapped(piece)).encode())


# -- the body


def _document(
    items: Sequence[Block], profile: Profile, front: Front | None, progress: Progress, template: Template | None
) -> Iterator[str]:
    blocks = laid(items, profile, chapters=front is not None)
    marks = Marks(items) if front is not None else None
    told = [(each.number, each.item, each.panel, each.landscape) for each in blocks]
    writer = _Writer(profile, marks, picture_sizes(told, profile))
    counter = _Counter(sum(len(block.item.rows) for block in blocks if isinstance(block.item, Table)), progress)
    letterhead = Letterhead() if template is None else template.letterhead
    yield BODY
    if front is not None and marks is not None:
        pages = page_numbers(told, profile, front)
        yield from contents(front, items, marks, pages, profile)
        # The title page has no number; the contents lie upright whatever follows.
        yield _break(_section(profile, letterhead, landscape=False, title=True))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        turns = following is not None and following.landscape != block.landscape
        section = _section(profile, letterhead, landscape=block.landscape) if turns else ""
        yield from counter.counted(writer.block(block, section, following))
    lying = bool(blocks) and blocks[-1].landscape
    yield f"{_section(profile, letterhead, landscape=lying)}</w:body></w:document>"


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


class _Writer:
    """Sets the blocks of one file; captions count on from one to the next."""

    def __init__(self, profile: Profile, marks: Marks | None, sizes: Mapping[int, Size]) -> None:
        self._profile = profile
        self._sizes = sizes
        self._marks = marks
        self._expected: dict[str, int] = {}
        self._before: Block | None = None

    def block(self, block: Laid, section: str, following: Laid | None) -> Iterator[str]:
        """One block; a section that ends with it is put into its last paragraph."""
        item, before = block.item, self._before
        self._before = item
        if isinstance(item, Heading):
            yield _with_section(self._heading(item, block.number), section)
        elif isinstance(item, Prose):
            yield _with_section(self._prose(item, before, following.item if following is not None else None), section)
        else:
            yield from self._captioned(block, item, section)

    def _captioned(self, block: Laid, item: Table | Figure, section: str) -> Iterator[str]:
        above = isinstance(item, Table) or not self._profile.figure_caption_below
        if above:
            yield self._caption(block, item)
        if isinstance(item, Figure):
            yield _picture(item, block.number, self._sizes[block.number], self._profile)
        elif block.panel is not None:
            yield from table_xml(item, block.panel, self._profile)
        closing = "" if above else self._caption(block, item)
        yield _with_section(closing + self._closing(item, block, empty=not closing), section)

    def _heading(self, item: Heading, number: int) -> str:
        level = min(item.level, DEEPEST)
        content = runs(item.text.replace("\n", " "))
        properties = "<w:pageBreakBefore/>" if self._marks is not None and item.level == 1 and number else ""
        if self._marks is not None:
            content = bookmarked(self._marks.heading(number), content)
        backwards = is_right_to_left(item.text)
        return paragraph(content, f"Heading{level}", properties=properties, right_to_left=backwards)

    def _prose(self, item: Prose, before: Block | None, following: Block | None) -> str:
        content = "".join(self._run(run) for run in item.text)
        backwards = is_right_to_left("".join(run.text for run in item.text))
        held = "<w:keepNext/>" if keeps(item, following) else ""
        bidi = "<w:bidi/>" if backwards else ""  # the schema wants it between tabs, and spacing and indents
        room = _room(above(item, before), AROUND if ends(item, following) else 0)
        if item.kind == "reference":
            return paragraph(content, "BodyText", properties=f'{bidi}{room}<w:ind w:left="720" w:hanging="720"/>')
        if item.kind != "item":
            return paragraph(content, _STYLES[item.kind], properties=f"{held}{bidi}{room}")
        left = 360 * (item.level + 1)
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>'
        properties = f'{held}{tabs}{bidi}{room}<w:ind w:left="{left}" w:hanging="360"/>'
        return paragraph(runs(f"{item.sign}\t") + content, _STYLES["item"], properties=properties)

    def _run(self, run: Run) -> str:
        mark = self._marks.reference(run.to) if self._marks is not None and run.to else ""
        return field(f"REF {mark} \\h", run.text) if mark else runs(run.text, face=face_of(run))

    def _caption(self, block: Laid, item: Table | Figure) -> str:
        word = self._profile.say("Table" if isinstance(item, Table) else "Figure")
        if not block.first:
            continued = rich_runs((Run(f" {self._profile.say('(continued)')}", italic=True),))
            return paragraph(runs(f"{word} {item.number}", style="Strong") + continued, "TableContinued")
        # Word counts for itself when fields are updated; \r makes it begin where this file begins.
        jump = "" if item.number == self._expected.get(word, 0) + 1 else f" \\r {item.number}"
        self._expected[word] = item.number
        label = runs(word + " ") + field(f"SEQ {word} \\* ARABIC{jump}", str(item.number))
        # One paragraph for both lines, so that a list of tables shows the title beside the number.
        title = runs(item.title.replace("\n", " "), style="CaptionTitle")
        if self._marks is None:
            return paragraph(f"{label}<w:r><w:br/></w:r>{title}", "Caption")
        label = bookmarked(self._marks.label(block.number), label)
        whole = bookmarked(self._marks.caption(block.number), f"{label}<w:r><w:br/></w:r>{title}")
        return paragraph(whole, "Caption")

    def _closing(self, item: Table | Figure, block: Laid, *, empty: bool) -> str:
        """Notes in APA's order, the source line last; never nothing, for a table must not touch what follows."""
        told = list(self._beneath(item)) if block.last else []
        # They keep one another, so that no page begins with a source line alone.
        held = [paragraph(words, "TableNote", properties="<w:keepNext/>") for words in told[:-1]]
        last = [paragraph(words, "TableNote") for words in told[-1:]]
        return "".join(held + last) or (paragraph("", "TableNote") if empty else "")

    def _beneath(self, item: Table | Figure) -> Iterator[str]:
        if item.notes:
            yield self._note(item.notes)
        if isinstance(item, Table):
            yield from (_specific_note(letter, text) for letter, text in item.specific)
        if item.source:
            yield rich_runs((Run(self._profile.say("Source:"), italic=True), Run(f" {item.source}")))

    def _note(self, notes: Sequence[Text]) -> str:
        """All general notes as one paragraph, as APA has it; so they stay with the last row that keeps them."""
        told = (Run(self._profile.say("Note."), italic=True), *(run for text in notes for run in (Run(" "), *text)))
        return "".join(self._run(run) for run in told)


def _specific_note(letter: str, text: Text) -> str:
    raised = runs(letter, face='<w:vertAlign w:val="superscript"/>')
    return f"{raised}{runs(' ')}{rich_runs(text)}"


def _room(before: int, after: int) -> str:
    """The room around a paragraph where it is not that of its style."""
    sides = (("before", before), ("after", after))
    told = " ".join(f'w:{side}="{room}"' for side, room in sides if room)
    return f"<w:spacing {told}/>" if told else ""


def _with_section(paragraphs: str, section: str) -> str:
    """The section ends with its last paragraph, so that no empty line stands for it."""
    if not section:
        return paragraphs
    before, mark, after = paragraphs.rpartition("</w:pPr>")
    return f"{before}{section}{mark}{after}"


def _break(section: str) -> str:
    # As good as nothing high: a list that ends with the page gets no empty page after it.
    flat = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="TableNote"/>{flat}{section}</w:pPr></w:p>'


def _section(profile: Profile, letterhead: Letterhead, *, landscape: bool, title: bool = False) -> str:
    sheet = profile.sheet
    size = (
        f'w:w="{sheet.height}" w:h="{sheet.width}" w:orient="landscape"'
        if landscape
        else f'w:w="{sheet.width}" w:h="{sheet.height}"'
    )
    sides = " ".join(
        f'w:{side}="{getattr(sheet, side)}"'
        for side in ("top", "right", "bottom", "left", "header", "footer", "gutter")
    )
    return (
        f"<w:sectPr>{letterhead.references('rId4', title=title)}<w:pgSz {size}/>"
        f"<w:pgMar {sides}/>{'<w:titlePg/>' if title else ''}</w:sectPr>"
    )


def _picture(figure: Figure, at: int, size: Size, profile: Profile) -> str:
    across, down = (side * _EMU for side in size)
    name = quoteattr(f"{profile.say('Figure')} {figure.number}")
    told = quoteattr(legal(figure.description or figure.title))
    extent = f'cx="{across}" cy="{down}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{at + 1}" name={name} descr={told}/><a:graphic><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{at + 1}" name={name} descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture_id(at)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return paragraph(drawing, "Figure")
