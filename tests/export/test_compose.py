from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from qda.errors import Cancelled
from qda.export import compose
from qda.export.blocks import Heading, Prose
from qda.export.compose import NoDocumentFormat, NothingChosen, Plan
from qda.export.profiles import GERMAN
from qda.export.tables import Table, plain
from qda.progress import Stoppable
from qda.project.project import Project
from tests.export.coded_study import build

PARTS = ("memos", "codebook", "sources", "sampling")


def document(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def fields(xml: str) -> list[str]:
    return [found.strip() for found in re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", xml)]


def test_parts_come_in_the_order_chosen_and_empty_ones_are_left_out(project: Project) -> None:
    build(project)

    made = compose.compose(project, Plan(PARTS))

    assert [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1] == [
        "Memos", "Code Book", "Sources",
    ]  # fmt: skip
    assert made.empty == ("sampling",)
    assert [block.number for block in made.blocks if isinstance(block, Table)] == [1, 2]


def test_a_part_says_in_which_tables_it_is_shown(project: Project) -> None:
    build(project)

    made = compose.compose(project, Plan(("cases",)))

    words = plain(next(block.text for block in made.blocks if isinstance(block, Prose)))
    assert words.endswith("its memos (see Table 1 and Table 2).")


def test_contents_lists_captions_and_references_are_fields_that_show_at_once(project: Project, tmp_path: Path) -> None:
    build(project)

    compose.write(tmp_path / "all.docx", project, Plan(PARTS, title="My report", author="A. Q."))

    xml = document(tmp_path / "all.docx")
    found = fields(xml)
    assert 'TOC \\o "1-3" \\h \\z \\u' in found
    assert 'TOC \\h \\z \\c "Table"' in found
    assert found.count("SEQ Table \\* ARABIC") == 2
    marks = set(re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"', xml))
    assert {field.split()[1] for field in found if field.startswith(("REF", "PAGEREF"))} <= marks
    assert sum(field.startswith("REF ") for field in found) == 2
    begun, ended = (xml.count(f'w:fldCharType="{kind}"') for kind in ("begin", "end"))
    assert begun == ended == len(found)
    assert re.search(r"Code Book</w:t></w:r><w:r><w:tab/></w:r>.*?<w:t[^>]*>\d+</w:t>", xml)


def test_a_wide_table_turns_its_page_and_its_heading_with_it(project: Project, tmp_path: Path) -> None:
    build(project)

    compose.write(tmp_path / "all.docx", project, Plan(("sources", "memos")))

    xml = document(tmp_path / "all.docx")
    sections = re.findall(r'<w:pgSz w:w="\d+" w:h="\d+"( w:orient="landscape")?/>', xml)
    assert sections[0] == sections[-1] == ""
    assert xml.index(">Sources</w:t>") < xml.index("<w:tbl>")
    if " w:orient" in "".join(sections):
        lying = xml.index('w:orient="landscape"')
        assert xml.rindex("<w:sectPr>", 0, xml.index("<w:tbl>")) < lying


def test_python_docx_reads_the_document_and_its_styles(project: Project, tmp_path: Path) -> None:
    import docx

    build(project)
    compose.write(tmp_path / "all.docx", project, Plan(("memos",), title="My report"))

    read = docx.Document(str(tmp_path / "all.docx"))

    styles = [(p.style.name if p.style else "", p.text) for p in read.paragraphs]
    assert ("Title", "My report") in styles
    assert ("Heading 1", "Memos") in styles
    assert ("Heading 2", "On Martine") in styles


def test_german_has_its_own_words_everywhere(project: Project, tmp_path: Path) -> None:
    build(project)

    compose.write(tmp_path / "all.docx", project, Plan(PARTS, profile=GERMAN))

    xml = document(tmp_path / "all.docx")
    assert 'TOC \\h \\z \\c "Tabelle"' in fields(xml)
    for words in ("Inhalt", "Tabellenverzeichnis", "Codebuch", "(siehe", "Anmerkung.", "Bericht zur Studie"):
        assert f"{words}" in xml
    assert ">Contents<" not in xml


def test_initial_codes_are_left_out_of_the_code_book_and_it_says_so(project: Project) -> None:
    build(project)

    made = compose.compose(project, Plan(("codebook",)))

    table = next(block for block in made.blocks if isinstance(block, Table))
    assert "coming in" not in [row.cells[0] for row in table.rows]
    assert any(isinstance(b, Prose) and plain(b.text) == "Initial codes are left out here." for b in made.blocks)


def test_the_same_document_is_a_page_with_contents(project: Project, tmp_path: Path) -> None:
    build(project)

    compose.write(tmp_path / "all.html", project, Plan(PARTS))

    page = (tmp_path / "all.html").read_text("utf-8")
    assert '<nav aria-label="Contents">' in page
    assert set(re.findall(r'href="#(\w+)"', page)) <= set(re.findall(r'id="(\w+)"', page))


def test_nothing_to_say_is_said(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NothingChosen):
        compose.write(tmp_path / "all.docx", project, Plan(("themes", "memos")))
    with pytest.raises(NoDocumentFormat):
        compose.write(tmp_path / "all.csv", project, Plan())
    assert list(tmp_path.glob("all*")) == []


def test_it_can_be_stopped(project: Project, tmp_path: Path) -> None:
    build(project)
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        compose.write(tmp_path / "all.docx", project, Plan(), progress)

    assert not (tmp_path / "all.docx").exists()
