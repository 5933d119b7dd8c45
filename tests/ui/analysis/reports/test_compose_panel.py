from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.export.catalogue import DOCUMENT
from qda.export.leaving import gate
from qda.export.profiles import APA
from qda.export.texts import coded_text
from qda.export.wishes import Wish
from qda.progress import Silent
from qda.ui.analysis.reports.coded_print import write_pdf
from qda.ui.analysis.reports.compose_panel import ComposePanel
from qda.ui.analysis.reports.page import ReportsPage
from tests.export.coded_study import build
from tests.ui.analysis.conftest import Desk


@pytest.fixture
def panel(desk: Desk) -> ComposePanel:
    made = ComposePanel(desk.session, lambda: None)
    desk.show(made)
    return made


def test_the_usual_parts_are_ticked_in_the_usual_order(panel: ComposePanel) -> None:
    assert panel.plan(Wish()).parts == DOCUMENT


def test_a_part_is_moved_and_unticked_by_key(panel: ComposePanel) -> None:
    panel.parts.setCurrentRow(1)

    QTest.keyClick(panel.parts, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    panel.parts.setCurrentRow(1)
    QTest.keyClick(panel.parts, Qt.Key.Key_Space)

    assert panel.plan(Wish()).parts == (DOCUMENT[1], *DOCUMENT[2:])


def test_the_document_is_written_from_the_page(desk: Desk, tmp_path: Path) -> None:
    build(desk.session.project)
    page = ReportsPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)
    page.show_kind("document")
    desk.settle()

    page.write(tmp_path / "all.docx")
    desk.settle()

    assert (tmp_path / "all.docx").stat().st_size > 5_000
    assert "Left out" in desk.said[-1]


def test_a_report_has_its_preview_or_says_that_it_is_empty(desk: Desk) -> None:
    build(desk.session.project)
    page = ReportsPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)

    # In this study no source counts towards saturation: a curve of nothing is not drawn.
    shown = {"cases": page.preview, "memos": page.preview, "coded": page.preview, "saturation": page.empty}
    for kind, there in shown.items():
        page.options.set_kind(kind)
        page._soon.stop()
        page.refresh()
        desk.settle()

        assert page.middle.currentWidget() is there, kind
        page.middle.grab()


def test_a_coded_text_is_printed(desk: Desk, tmp_path: Path) -> None:
    source = build(desk.session.project)["source"]

    with gate.leaving(desk.session.project, "report") as cleared:
        write_pdf(tmp_path / "c.pdf", coded_text.read(cleared, source), APA, Silent())

    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "c.pdf")
    words = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "She came in and sat down." in words
    assert "coming in" in words
