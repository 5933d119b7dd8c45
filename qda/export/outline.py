"""An arrangement of memos, or all of them, as a document: headings by depth, the memos' own words beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from qda.errors import QdaError
from qda.export.files import replacing
from qda.export.profiles import APA, Profile
from qda.export.tables import Column, Properties, Table
from qda.export.word import write_tables
from qda.export.word_text import is_right_to_left, paragraph, runs
from qda.i18n import N_, _, ngettext
from qda.memos import addresses, arrangements, prose, queries
from qda.memos.addresses import Address
from qda.memos.prose import Block, Piece
from qda.memos.queries import MemoRow
from qda.progress import Progress, Silent
from qda.project.project import Project

FORMATS = (".docx", ".md")
_DEEPEST = 9  # Word's levels of headings
_EMPTY = Table("", (Column(""),), ())  # makes the package; what is seen takes its place


class NoOutlineFormat(QdaError):
    """The file's ending says nothing that an outline can be."""

    hint = N_("Choose a name that ends in .docx or .md.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is no format for an outline.").format(name=path.name))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or a memo under its title; `depth` counts from 0, `quotes` are the segments that it hangs on."""

    title: str
    depth: int = 0
    memo: MemoRow | None = None
    quotes: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A document: its title, a line beneath, and the sections in order."""

    title: str
    note: str
    sections: tuple[Section, ...]


# --- what it holds ------------------------------------------------------------------------------


def of_arrangement(project: Project, arrangement_id: int, *, quotes: bool = True, loose: bool = True) -> Outline:
    """An arrangement's outline; with `loose`, what lies on the table and was not gathered comes under a last heading.

    With `quotes` each memo brings the words of the segments that it hangs on. Raises NotFound.
    """
    row = next((each for each in arrangements.rows(project) if each.id == arrangement_id), None)
    if row is None:
        raise arrangements.gone()
    memos = {memo.id: memo for memo in queries.memos(project)}
    cards = arrangements.cards(project, arrangement_id)
    by_id = {card.id: card for card in cards}
    sections = [
        _section(by_id[entry.card].heading, entry.depth, memos.get(by_id[entry.card].memo_id or 0))
        for entry in arrangements.entries(cards)
    ]
    left = [card for card in cards if not card.gathered and card.memo_id in memos] if loose else []
    if left and sections:
        sections.append(Section(_("Not ordered yet")))
    left.sort(key=lambda card: (card.y, card.x))
    sections += [_section("", 1 if sections else 0, memos[card.memo_id or 0]) for card in left]
    return Outline(row.name, _note(row.created_at, sections), _with_quotes(project, sections, quotes))


def of_all(project: Project, *, quotes: bool = True) -> Outline:
    """All memos, the oldest first."""
    from qda.study import queries as study

    sections = [_section("", 0, memo) for memo in reversed(queries.memos(project))]
    note = _count(sections)
    title = _("Memos: {study}").format(study=study.study(project).title)
    return Outline(title, note, _with_quotes(project, sections, quotes))


def _section(heading: str, depth: int, memo: MemoRow | None) -> Section:
    return Section(memo.shown_title if memo is not None else heading, depth, memo)


def _note(created_at: int, sections: Sequence[Section]) -> str:
    return _("Arrangement of {day} · {memos}").format(day=day(created_at), memos=_count(sections))


def _count(sections: Sequence[Section]) -> str:
    count = sum(section.memo is not None for section in sections)
    return ngettext("{count} memo", "{count} memos", count).format(count=count)


def _with_quotes(project: Project, sections: Iterable[Section], wanted: bool) -> tuple[Section, ...]:
    sections = tuple(sections)
    if not wanted:
        return sections
    on = [[at.target.id for at in s.memo.links if at.target.kind == "segment"] if s.memo else [] for s in sections]
    found = addresses.of(project, {number for some in on for number in some})
    return tuple(
        replace(
            section,
            quotes=tuple(found[number] for number in some if number in found and not _told(section, number, found)),
        )
        for section, some in zip(sections, on, strict=True)
    )


def _told(section: Section, number: int, found: dict[int, Address]) -> bool:
    """True where the memo's own words quote the segment already."""
    return section.memo is not None and found[number].guid in addresses.guids_in(section.memo.text)


def day(at: int) -> str:
    """“7 July 2010”, of milliseconds UTC, on this machine's calendar."""
    moment = datetime.fromtimestamp(at / 1000, UTC).astimezone()
    return f"{moment.day} {moment:%B %Y}"


def about(memo: MemoRow, *, quotes: bool) -> str:
    """“theoretical, advanced · 7 July 2010 · on “calm””; links to segments are left to the quotations."""
    on = [
        link.label if link.label.startswith("“") else f"“{link.label}”"
        for link in memo.links
        if link.target.kind != "segment" or not quotes
    ]
    parts = [
        f"{_(memo.kind)}, {_(memo.stage)}",
        day(memo.created_at),
        _("on {things}").format(things=", ".join(on)) if on else "",
        ", ".join(f"#{tag}" for tag in memo.tags),
    ]
    return " · ".join(part for part in parts if part)


def write(
    path: Path, outline: Outline, *, quotes: bool = True, profile: Profile = APA, progress: Progress | None = None
) -> None:
    """Write an outline as .docx or .md by the name's ending. Raises NoOutlineFormat, CannotWrite, Cancelled."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        _write_word(path, outline, quotes, profile, progress or Silent())
    elif suffix == ".md":
        with replacing(path) as draft:
            draft.write_text(markdown(outline, quotes=quotes), encoding="utf-8", newline="\n")
    else:
        raise NoOutlineFormat(path)


# --- Markdown -----------------------------------------------------------------------------------


def markdown(outline: Outline, *, quotes: bool = True) -> str:
    """The outline in Markdown: headings by depth, the memos' words as they were written."""
    parts = [f"# {outline.title}", f"*{outline.note}*"]
    for section in outline.sections:
        level = min(section.depth + 2, 6)
        parts.append(f"{'#' * level} {section.title}")
        if section.memo is not None:
            parts.append(f"*{about(section.memo, quotes=quotes)}*")
            parts.append(_lowered(section.memo, level))
        parts += [addresses.quotation(quote).replace(quote.link, quote.words) for quote in section.quotes]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lowered(memo: MemoRow, under: int) -> str:
    """A memo's words with its own headings beneath the section's, and addresses as words."""
    lines = []
    for line in body(memo).strip().split("\n"):
        found = re.match(r"(#{1,6})(?=\s)", line)
        lines.append(f"{'#' * min(6, under + len(found[1]))}{line[found.end() :]}" if found else line)
    return re.sub(r"\[([^\[\]\n]+)\]\(segment:[^()\s]+\)", r"\1", "\n".join(lines))


def body(memo: MemoRow) -> str:
    """A memo's words without the first line where that is its title."""
    if memo.title:
        return memo.text
    first, _line_end, rest = memo.text.lstrip().partition("\n")
    whole = prose.plain(first).strip() == memo.shown_title
    return rest if whole else memo.text


# --- Word ---------------------------------------------------------------------------------------


def _write_word(path: Path, outline: Outline, quotes: bool, profile: Profile, progress: Progress) -> None:
    """The package is the one that tables come in; only the body and a few more styles are put into it."""
    with replacing(path) as draft:
        write_tables(draft, [_EMPTY], properties=Properties(title=outline.title), profile=profile)
        with ZipFile(draft) as archive:
            parts = [(entry, archive.read(entry)) for entry in archive.infolist()]
        written = "".join(_word(outline, quotes, progress)).encode()
        with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
            for entry, content in parts:
                archive.writestr(entry, _filled(entry.filename, content, written))


def _filled(name: str, content: bytes, written: bytes) -> bytes:
    if name == "word/document.xml":
        begin, end = content.index(b"<w:body>") + len(b"<w:body>"), content.rindex(b"<w:sectPr>")
        return content[:begin] + written + content[end:]
    if name == "word/styles.xml":
        return content.replace(b"</w:styles>", _styles().encode() + b"</w:styles>")
    return content


def _word(outline: Outline, quotes: bool, progress: Progress) -> Iterator[str]:
    yield _paragraph((Piece(outline.title),), "Title")
    yield _paragraph((Piece(outline.note),), "MemoAbout")
    for done, section in enumerate(outline.sections):
        if done % 50 == 0:
            progress.step(done, len(outline.sections), _("Writing the Word file"))
        level = min(section.depth + 1, _DEEPEST)
        yield _paragraph((Piece(section.title),), f"Heading{level}")
        if section.memo is not None:
            yield _paragraph((Piece(about(section.memo, quotes=quotes)),), "MemoAbout")
            yield from (_block(block, level) for block in prose.blocks(body(section.memo)))
        for quote in section.quotes:
            yield from (_block(block, level) for block in prose.blocks(addresses.quotation(quote)))


def _block(block: Block, under: int) -> str:
    if block.kind == "heading":
        return _paragraph(block.pieces, f"Heading{min(_DEEPEST, under + block.level)}")
    if block.kind == "quote":
        return _paragraph(block.pieces, "Quote")
    if block.kind == "item":
        left = 360 * (block.level + 1)
        return _paragraph(
            (Piece(f"{block.sign}\t"), *block.pieces),
            "ListParagraph",
            f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs><w:ind w:left="{left}" w:hanging="360"/>',
        )
    return _paragraph(block.pieces, "BodyText")


def _paragraph(pieces: Sequence[Piece], style: str, properties: str = "") -> str:
    content = "".join(runs(piece.text, face=_face(piece)) for piece in pieces)
    backwards = is_right_to_left("".join(piece.text for piece in pieces))
    if backwards and properties.startswith("<w:tabs>"):
        tabs, mark, rest = properties.partition("</w:tabs>")
        properties, backwards = f"{tabs}{mark}<w:bidi/>{rest}", False  # the schema wants it between tabs and indents
    return paragraph(content, style, properties=properties, right_to_left=backwards)


def _face(piece: Piece) -> str:
    return ("<w:b/><w:bCs/>" if piece.bold else "") + ("<w:i/><w:iCs/>" if piece.italic else "")


def _style(
    key: str, name: str, properties: str, face: str, *, following: str = "BodyText", custom: bool = False
) -> str:
    own = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{face}</w:rPr></w:style>'
    )


def _styles() -> str:
    """The styles that prose needs beside those of tables, under the names that Word knows."""
    made = [
        _style("Title", "Title", '<w:spacing w:after="120"/>', '<w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/>')
    ]
    for level in range(1, _DEEPEST + 1):
        size = max(24, 34 - 3 * level)
        slant = "<w:i/><w:iCs/>" if level > 3 else ""
        made.append(
            _style(
                f"Heading{level}",
                f"heading {level}",
                '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/>'
                f'<w:outlineLvl w:val="{level - 1}"/>',
                f'<w:b/><w:bCs/>{slant}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
            )
        )
    indent = '<w:ind w:left="567" w:right="567"/>'
    made += [
        _style("BodyText", "Body Text", '<w:spacing w:after="120" w:line="300" w:lineRule="auto"/>', ""),
        _style("Quote", "Quote", f'<w:spacing w:after="80"/>{indent}', '<w:sz w:val="22"/><w:szCs w:val="22"/>'),
        _style("ListParagraph", "List Paragraph", '<w:spacing w:after="60"/>', ""),
        _style(
            "MemoAbout",
            "Memo About",
            '<w:keepNext/><w:spacing w:after="120"/>',
            '<w:i/><w:iCs/><w:sz w:val="20"/><w:szCs w:val="20"/>',
            custom=True,
        ),
    ]
    return "".join(made)
