from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.coding import codes, segments
from qda.export.texts import coded_files, coded_text
from qda.export.texts.coded_files import NoCodedFormat
from qda.export.texts.coded_text import CodedText, Finder, Stripe, in_lanes
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def coded(project: Project) -> CodedText:
    source = make_source(project)
    for label, words in (("arriving", "came in and sat"), ("sitting", "sat down"), ("calm", "sat down")):
        segments.apply(project, source, span_of(words), codes.create(project, label))
    return coded_text.read(project, source)


def test_overlapping_codings_lie_in_lanes_of_their_own(coded: CodedText) -> None:
    assert (coded.stripes[0].code, coded.stripes[0].lane) == ("arriving", 0)
    assert {stripe.lane for stripe in coded.stripes} == {0, 1, 2}
    assert coded.legend[0][0] == "arriving"


def test_word_shows_each_coding_as_a_comment_of_its_coder(coded: CodedText, tmp_path: Path) -> None:
    coded_files.write(tmp_path / "c.docx", coded)

    with zipfile.ZipFile(tmp_path / "c.docx") as archive:
        comments = archive.read("word/comments.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert re.findall(r'w:author="(\w+)"', comments) == ["AQ", "AQ"]
    assert re.findall(r">([a-z]+)</w:t>", comments) == ["arriving", "sitting", "calm"]
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(re.findall(rf'<w:{mark} w:id="(\d+)"', body)) == ["0", "1"]
    assert "<w:shd " in body


def test_word_keeps_every_letter(coded: CodedText, tmp_path: Path) -> None:
    import docx

    coded_files.write(tmp_path / "c.docx", coded)

    read = [p.text.partition("\t")[2] for p in docx.Document(str(tmp_path / "c.docx")).paragraphs if "\t" in p.text]
    lines = [coded.text[start:end] for start, end in coded.lines()]
    assert read[: len(lines)] == lines


def test_the_page_keeps_every_letter_and_names_the_codes(coded: CodedText, tmp_path: Path) -> None:
    coded_files.write(tmp_path / "c.html", coded)

    page = (tmp_path / "c.html").read_text("utf-8")
    lines = re.findall(r'<td class="w" dir="auto">(.*?)</td>', page)
    assert [re.sub("<[^>]+>", "", line) for line in lines] == [coded.text[a:b] for a, b in coded.lines()]
    assert 'title="arriving; sitting; calm"' in page
    assert "<script" not in page


def test_the_page_names_all_codes_of_a_line_beside_as_many_stripes_as_there_are(
    coded: CodedText, tmp_path: Path
) -> None:
    coded_files.write(tmp_path / "c.html", coded)

    page = (tmp_path / "c.html").read_text("utf-8")
    assert "<span>arriving, sitting, calm</span>" in page
    assert "td.s span { margin-left: 27px; }" in page
    assert "ellipsis" not in page


def test_other_endings_are_refused(coded: CodedText, tmp_path: Path) -> None:
    with pytest.raises(NoCodedFormat):
        coded_files.write(tmp_path / "c.txt", coded)


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=25)


@given(spans, st.integers(0, 60), st.integers(1, 30))
def test_the_codings_over_a_line_are_those_that_touch_it(found: list[tuple[int, int]], start: int, length: int) -> None:
    stripes = [Stripe(a, a + n, str(at), str(at), "#112233", "AQ") for at, (a, n) in enumerate(found)]
    stripes.sort(key=lambda stripe: (stripe.start, -stripe.end))
    coded = CodedText("a", "", "x" * 120, (0,), tuple(in_lanes(stripes)))
    end = start + length

    over = Finder(coded).over(start, end)

    assert over == [stripe for stripe in coded.stripes if stripe.start < end and stripe.end > start]
    cut = Finder(coded).cut(start, end)
    assert cut[0].start == start
    assert cut[-1].end == end


def test_the_codes_in_the_legend_hang_beside_their_colour(coded: CodedText, tmp_path: Path) -> None:
    import docx

    coded_files.write(tmp_path / "a.docx", coded)

    last = docx.Document(str(tmp_path / "a.docx")).paragraphs[-1]
    indent = last.paragraph_format.first_line_indent
    assert indent is not None
    assert indent < 0
    assert "\t" in last.text
