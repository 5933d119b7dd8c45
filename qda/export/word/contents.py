"""What stands before a composed document: title page, contents, lists of tables and figures. All real fields of Word.

They come filled in, so that they show before anything is updated; page numbers are those that we reckon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qda.export.blocks import Block, Figure, Heading
from qda.export.profiles import Profile
from qda.export.tables import Table
from qda.export.word.text import paragraph, runs
from qda.i18n import N_

_DEEPEST = 3
_MARK = '<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@dataclass(frozen=True, slots=True)
class Front:
    """The title page's lines, and what follows it."""

    title: str
    lines: tuple[str, ...] = ()
    contents: bool = True
    tables: bool = True
    figures: bool = True


class Marks:
    """Bookmarks for everything that other words lead to, by its place among the blocks."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._places = {
            block.key: at for at, block in enumerate(blocks) if isinstance(block, Table | Figure) and block.key
        }

    def heading(self, at: int) -> str:
        """The bookmark of a heading."""
        return f"_Toc{100_000_000 + at}"

    def caption(self, at: int) -> str:
        """The bookmark of a whole caption."""
        return f"_Toc{200_000_000 + at}"

    def label(self, at: int) -> str:
        """The bookmark of “Table 3” in a caption."""
        return f"_Ref{300_000_000 + at}"

    def reference(self, key: str) -> str:
        """The bookmark that a key stands for; empty if nothing of this document has it."""
        at = self._places.get(key)
        return "" if at is None else self.label(at)


def bookmarked(name: str, content: str) -> str:
    """Runs between the ends of a bookmark."""
    number = name.lstrip("_TocRef")
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, result: str) -> str:
    """A field in runs of its own: programs that read only runs see its result (they pass over w:fldSimple)."""
    return f"{_opened(instruction)}{runs(result)}{_MARK.format(kind='end')}"


def _opened(instruction: str) -> str:
    return (
        f'{_MARK.format(kind="begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f"{_MARK.format(kind='separate')}"
    )


def contents(
    front: Front, items: Sequence[Block], marks: Marks, pages: Mapping[int, int], profile: Profile
) -> Iterator[str]:
    """Title page, contents and lists. `pages` are by place among the blocks."""
    yield paragraph(runs(front.title), "Title", properties='<w:spacing w:before="2400" w:after="240"/>')
    yield from (paragraph(runs(line), "Subtitle") for line in front.lines)
    lists = listed(front, items, marks, profile)
    for number, (title, instruction, entries) in enumerate(lists):
        yield paragraph(runs(title), "TOCHeading", properties="" if number else "<w:pageBreakBefore/>")
        for at, (place, style, mark, words) in enumerate(entries):
            begin = _opened(instruction) if at == 0 else ""
            end = _MARK.format(kind="end") if at == len(entries) - 1 else ""
            yield paragraph(begin + _line(mark, words, pages.get(place, 1)) + end, style)


Entry = tuple[int, str, str, str]
"""Place among the blocks, style of the line, bookmark, words."""


def listed(front: Front, items: Sequence[Block], marks: Marks, profile: Profile) -> list[tuple[str, str, list[Entry]]]:
    """The lists there are, each with its title, its field and its lines; empty ones are left out."""
    found = [
        (
            profile.say(N_("Contents")),
            f'TOC \\o "1-{_DEEPEST}" \\h \\z \\u',
            [
                (at, f"TOC{block.level}", marks.heading(at), block.text.replace("\n", " "))
                for at, block in enumerate(items)
                if front.contents and isinstance(block, Heading) and block.level <= _DEEPEST
            ],
        )
    ]
    for wanted, kind, word, title in (
        (front.tables, Table, "Table", N_("List of Tables")),
        (front.figures, Figure, "Figure", N_("List of Figures")),
    ):
        label = profile.say(word)
        entries = [
            (at, "TableofFigures", marks.caption(at), f"{label} {block.number}  {block.title}".replace("\n", " "))
            for at, block in enumerate(items)
            if wanted and isinstance(block, Table | Figure) and isinstance(block, kind)
        ]
        found.append((profile.say(title), f'TOC \\h \\z \\c "{label}"', entries))
    return [each for each in found if each[2]]


def _line(mark: str, words: str, page: int) -> str:
    number = field(f"PAGEREF {mark} \\h", str(page))
    return f'<w:hyperlink w:anchor="{mark}" w:history="1">{runs(words)}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
