"""An arrangement of memos, or all of them, as a document: headings by depth, the memos' own words beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qda.days import date_of
from qda.errors import QdaError
from qda.export.blocks import Block, Heading, Prose, said
from qda.export.leaving.files import replacing
from qda.export.profiles import APA, Profile
from qda.export.tables import Properties, Quote, Run
from qda.export.word.document import write_blocks
from qda.export.word.text import quoted
from qda.i18n import N_, _, ngettext
from qda.memos import addresses, arrangements, prose, queries
from qda.memos.addresses import Address
from qda.memos.queries import MemoRow
from qda.progress import Progress, Silent
from qda.project.project import Project

FORMATS = (".docx", ".md")
_MARKS = ("“", "„", "«", '"')
MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)


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


def of_all(project: Project, *, quotes: bool = True, profile: Profile = APA) -> Outline:
    """All memos, the oldest first."""
    from qda.study import queries as study

    sections = [_section("", 0, memo) for memo in reversed(queries.memos(project))]
    count = len(sections)
    note = profile.number_of(count, N_("{n} memo"), N_("{n} memos"))
    title = profile.say(N_("Memos: {study}"), study=study.study(project).title)
    return Outline(title, note, _with_quotes(project, sections, quotes))


def _section(heading: str, depth: int, memo: MemoRow | None) -> Section:
    return Section(memo.shown_title if memo is not None else heading, depth, memo)


def _note(created_at: int, sections: Sequence[Section]) -> str:
    return _("Arrangement of {day} · {memos}").format(day=day(created_at), memos=_count(sections))


def _count(sections: Sequence[Section]) -> str:
    count = sum(section.memo is not None for section in sections)
    return ngettext("{count} memo", "{count} memos", count).format(count=f"{count:,}")


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


def day(at: int, profile: Profile = APA) -> str:
    """“7 July 2010”, of milliseconds UTC, on this machine's calendar."""
    on = date_of(at)
    month = profile.translated(MONTHS[on.month - 1])
    return profile.say(N_("{day} {month} {year}"), day=on.day, month=month, year=on.year)


def about(memo: MemoRow, *, quotes: bool, profile: Profile = APA) -> str:
    """“theoretical, advanced · 7 July 2010 · on “calm””; links to segments are left to the quotations."""
    on = [
        quoted(link.label.removeprefix("“").removesuffix("”"), profile)
        for link in memo.links
        if link.target.kind != "segment" or not quotes
    ]
    parts = [
        f"{profile.translated(memo.kind)}, {profile.translated(memo.stage)}",
        day(memo.created_at, profile),
        profile.say(N_("on {things}"), things=", ".join(on)) if on else "",
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


def blocks(outline: Outline, *, quotes: bool = True, under: int = 0, profile: Profile = APA) -> Iterator[Block]:
    """The sections as blocks of a document, their headings `under` levels deeper."""
    for section in outline.sections:
        level = under + section.depth + 1
        yield Heading(section.title, level)
        if section.memo is not None:
            yield said(about(section.memo, quotes=quotes, profile=profile), "about")
            yield from prose_blocks(body(section.memo), level)
        for quote in section.quotes:
            yield from _quotation(quote, profile)


def _quotation(at: Address, profile: Profile) -> Iterator[Block]:
    """Words set off as a quote, and whose they are; those that begin with a mark of their own get no second one."""
    words = at.quote.strip()
    words = words if words[:1] in _MARKS else quoted(words, profile)
    yield from (said(line.strip(), "quote") for line in words.split("\n") if line.strip())
    yield said(f"— {Quote('', at.source, at.speaker, at.line).attribution(profile)}", "quote")


def prose_blocks(text: str, under: int) -> Iterator[Block]:
    """Light Markdown as blocks, its headings beneath level `under`."""
    for block in prose.blocks(text):
        words = tuple(Run(piece.text, piece.italic, piece.bold) for piece in block.pieces)
        if block.kind == "heading":
            yield Heading("".join(run.text for run in words), under + block.level)
        elif block.kind == "item":
            yield Prose(words, "item", block.level, block.sign)
        else:
            yield Prose(words, "quote" if block.kind == "quote" else "body")


def _write_word(path: Path, outline: Outline, quotes: bool, profile: Profile, progress: Progress) -> None:
    progress.step(0, 0, _("Writing the Word file"))
    made = [said(outline.title, "title"), said(outline.note, "about"), *blocks(outline, quotes=quotes, profile=profile)]
    write_blocks(path, made, properties=Properties(title=outline.title), profile=profile, progress=progress)
