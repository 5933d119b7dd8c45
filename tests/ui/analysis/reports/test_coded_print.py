"""A coded text on paper: nothing of what stands in its margin or its legend is cut."""

from __future__ import annotations

from pathlib import Path

from qda.export.leaving import gate
from qda.export.profiles import APA
from qda.export.texts.coded_text import CodedText, Stripe
from qda.progress import Silent
from qda.ui.analysis.reports.coded_print import write_pdf
from tests.ui.analysis.conftest import Desk

NAMES = tuple(f"keeping something back from number {number}" for number in range(7))
LINE = "Well, it will say the fire, wherever you look."


def printed(desk: Desk, path: Path, coded: CodedText) -> list[str]:
    """The words of each page, without its breaks."""
    import pypdfium2

    with gate.leaving(desk.session.project, "report"):
        write_pdf(path, coded, APA, Silent())
    document = pypdfium2.PdfDocument(path)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return pages


def coded(lines: int, path: str = "") -> CodedText:
    """The last line carries all the codes."""
    text = "\n".join([LINE] * lines)
    starts = tuple(number * (len(LINE) + 1) for number in range(lines))
    stripes = (
        Stripe(starts[-1], len(text), name, f"{path}{name}", "#117733", "AQ", lane) for lane, name in enumerate(NAMES)
    )
    return CodedText("Theresa", "", text, starts, tuple(stripes))


def test_all_codes_that_begin_on_one_line_are_named_beside_it(desk: Desk, tmp_path: Path) -> None:
    page, *_legend = printed(desk, tmp_path / "a.pdf", coded(1))

    assert ", ".join(NAMES) in page


def test_a_line_whose_names_find_no_room_goes_overleaf_with_them(desk: Desk, tmp_path: Path) -> None:
    whole = printed(desk, tmp_path / "a.pdf", coded(62))

    (page,) = [page for page in whole if "number 6" in page.partition("Codes")[0]]
    assert ", ".join(NAMES) in page


def test_a_long_path_goes_on_in_a_second_line_of_the_legend(desk: Desk, tmp_path: Path) -> None:
    above = "demonstrating collaboration before everybody > " * 4

    whole = printed(desk, tmp_path / "a.pdf", coded(1, above))

    assert f"{above}{NAMES[6]} (1 coding)" in " ".join(whole)
