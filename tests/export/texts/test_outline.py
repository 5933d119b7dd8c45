"""An arrangement as a document: Word's own headings, the memos' words, date and links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qda.coding import codes, segments
from qda.export.blocks import Prose
from qda.export.profiles import GERMAN
from qda.export.tables import plain
from qda.export.texts import memo_files, outline
from qda.export.texts.memo_files import NoMemoFormat
from qda.export.texts.outline import NoOutlineFormat
from qda.memos import addresses, arrangements, service
from qda.memos.outline import Entry
from qda.memos.service import Target
from qda.project.project import Project
from tests.factories import make_source, span_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

WORDS = "She did not judge me."
TEXT = "# Findings\n\nIt is **not** *nothing*.\n- one\n2. two\n> quoted"
AT = 1_278_504_000_000  # noon on 7 July 2010, UTC


@pytest.fixture
def arrangement(project: Project) -> int:
    source = make_source(project)
    segment = segments.hold(project, source, span_of(WORDS))
    code = codes.create(project, "calm")
    targets = [Target("code", code), Target("segment", segment)]
    one = service.begin(project, TEXT, title="On calm", kind="code", targets=targets, at=AT)
    two = service.begin(project, "Left over", at=AT)
    table = arrangements.create(project, "Chapter 4")
    first, _second = arrangements.lay(project, table, {one: (0, 0), two: (300, 0)})
    heading = arrangements.add_heading(project, table, "Getting alongside", (0, -100))
    arrangements.order(project, table, [Entry(heading, 0), Entry(first, 1)])
    return table


def word(path: Path) -> WordDocument:
    from docx import Document

    return Document(str(path))


def lines(document: WordDocument) -> list[tuple[str, str]]:
    return [(p.style.name if p.style is not None else "", p.text) for p in document.paragraphs]


def test_headings_go_by_depth_and_the_memo_s_own_lie_beneath(
    project: Project, arrangement: int, tmp_path: Path
) -> None:
    outline.write(tmp_path / "a.docx", outline.of_arrangement(project, arrangement))

    found = lines(word(tmp_path / "a.docx"))
    assert [line for line in found if line[0].startswith("Heading")] == [
        ("Heading 1", "Getting alongside"),
        ("Heading 2", "On calm"),
        ("Heading 3", "Findings"),
        ("Heading 1", "Not ordered yet"),
        ("Heading 2", "Left over"),
    ]


def test_a_memo_says_its_date_and_what_it_hangs_on(project: Project, arrangement: int, tmp_path: Path) -> None:
    outline.write(tmp_path / "a.docx", outline.of_arrangement(project, arrangement))

    assert ("Memo About", "code, early · 7 July 2010 · on “calm”") in lines(word(tmp_path / "a.docx"))


def test_bold_italic_lists_and_quotes_are_set(project: Project, arrangement: int, tmp_path: Path) -> None:
    outline.write(tmp_path / "a.docx", outline.of_arrangement(project, arrangement))

    document = word(tmp_path / "a.docx")
    body = next(p for p in document.paragraphs if p.text == "It is not nothing.")
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in body.runs] == [
        ("It is ", False, False),
        ("not", True, False),
        (" ", False, False),
        ("nothing", False, True),
        (".", False, False),
    ]
    assert [line for line in lines(document) if line[0] in ("List Paragraph", "Quote")][:3] == [
        ("List Paragraph", "•\tone"),
        ("List Paragraph", "2.\ttwo"),
        ("Quote", "quoted"),
    ]


def test_linked_words_come_along_unless_they_are_not_wanted(project: Project, arrangement: int) -> None:
    with_them = outline.markdown(outline.of_arrangement(project, arrangement))
    without = outline.markdown(outline.of_arrangement(project, arrangement, quotes=False), quotes=False)

    assert f"> “{WORDS}”\n> — Theresa, Interview, line 2" in with_them
    assert "— Theresa" not in without
    assert f"on “calm”, “{WORDS}”" in without


def test_words_that_the_memo_quotes_itself_come_once(project: Project, arrangement: int) -> None:
    memo = service.begin(project, "x", at=AT)
    segment = segments.hold(project, 1, span_of(WORDS))
    quotation = addresses.quotation(addresses.of(project, [segment])[segment])
    service.write(project, memo, f"See:\n\n{quotation}")
    service.attach(project, memo, Target("segment", segment))
    table = arrangements.create(project, "One")
    arrangements.lay(project, table, {memo: (0, 0)})

    text = outline.markdown(outline.of_arrangement(project, table))

    assert text.count(WORDS) == 1
    assert "segment:" not in text


def test_markdown_keeps_the_order_and_the_words(project: Project, arrangement: int, tmp_path: Path) -> None:
    outline.write(tmp_path / "a.md", outline.of_arrangement(project, arrangement))

    text = (tmp_path / "a.md").read_text("utf-8")
    assert text.startswith("# Chapter 4\n")
    assert "## Getting alongside\n\n### On calm\n" in text
    assert "#### Findings\n\nIt is **not** *nothing*." in text


def test_all_memos_become_a_document_or_a_table(project: Project, arrangement: int, tmp_path: Path) -> None:
    for name in ("all.docx", "all.csv", "all.xlsx"):
        memo_files.write_all(project, tmp_path / name)

    assert ("Heading 1", "On calm") in lines(word(tmp_path / "all.docx"))
    assert "On calm,code,early," in (tmp_path / "all.csv").read_text("utf-8")
    assert (tmp_path / "all.xlsx").stat().st_size > 0


def test_other_endings_are_refused(project: Project, arrangement: int, tmp_path: Path) -> None:
    with pytest.raises(NoOutlineFormat):
        outline.write(tmp_path / "a.txt", outline.of_arrangement(project, arrangement))
    with pytest.raises(NoMemoFormat):
        memo_files.write_all(project, tmp_path / "a.txt")


def test_a_right_to_left_memo_is_set_from_the_right(project: Project, tmp_path: Path) -> None:
    memo = service.begin(project, "- שלום", title="Peace", at=AT)
    table = arrangements.create(project, "One")
    arrangements.lay(project, table, {memo: (0, 0)})

    outline.write(tmp_path / "a.docx", outline.of_arrangement(project, table))

    item = next(p for p in word(tmp_path / "a.docx").paragraphs if "שלום" in p.text)
    assert item.text == "•\tשלום"


def test_in_german_the_words_stand_between_german_marks_and_say_their_line(project: Project, arrangement: int) -> None:
    found = list(outline.blocks(outline.of_arrangement(project, arrangement), profile=GERMAN))

    quotes = [plain(block.text) for block in found if isinstance(block, Prose) and block.kind == "quote"]
    assert f"„{WORDS}“" in quotes
    assert any(quote.startswith("— ") and "Zeile\u00a0" in quote for quote in quotes)
