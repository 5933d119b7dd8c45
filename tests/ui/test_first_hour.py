"""A researcher's first hour through the real window: six files in, two coded line by line, a merge, a memo, undo across
a restart, and a table in Word. Keys go to the widget that has them; only the file choosers are answered for her."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qda.analysis.segments import coverage
from qda.coding import codes, queries
from qda.memos import queries as memos
from qda.project import audit
from qda.sources import queries as sources
from qda.text import Span
from qda.ui.analysis.reports.page import ReportsPage
from qda.ui.coding.codes.panel import CodePanel
from qda.ui.coding.page import CodePage
from qda.ui.main_window import MainWindow
from qda.ui.study.importing.page import ImportPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown

FIELD_NOTE = (
    "Ten past nine. Two of the workers stand at the window and talk about the snow. Nobody has rung yet.\n\n"
    "The duty phone goes. A school wants to know who is coming today, and she says she will find out and ring back.\n"
)
INTERVIEW = (
    "INT: How did it begin?\n\nTheresa: She came in and sat down. 👩‍👧 She did not judge me, c'e\u0301tait déjà ça.\n\n"
    "INT: And then?\n\nTheresa: Then we talked, and I said 沉默 is what I know. مرحبا she said.\n"
)
FILES = {
    "Field note 1 December 2010.txt": FIELD_NOTE.encode(),
    "Interview with Theresa.txt": b"\xef\xbb\xbf" + INTERVIEW.replace("\n", "\r\n").encode(),
    "Field note 2 December 2010.txt": b"The car park is still white. I wait with the others.\n",
    "Minutes.md": b"# Present\n\nThe chair welcomed members.\n",
    "Record.txt": b"12/03/2012 Core group.\n\nMum engaged well.\n",
    "Broken.docx": b"PK\x03\x04 and then the disk was full",
}
# Emoji that are joined, a combining mark, Chinese, and Arabic from right to left; the file had CRLF and a BOM.
HOSTILE = ("👩‍👧 She did not judge me", "c'e\u0301tait déjà", "沉默 is what I know", "مرحبا she said")


class Researcher:
    """Her hands."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.failed: list[str] = []
        window.session.failed.connect(lambda problem: self.failed.append(repr(problem)))
        # What is no QdaError is shown by the window itself; a test that waits should hear of it too.
        window.jobs.started.connect(lambda job: job.failed.connect(lambda problem: self.failed.append(repr(problem))))

    def until(self, true: Callable[[], bool]) -> None:
        # A language model is read in aside, from source where nothing is compiled: that takes its time.
        try:
            self.qtbot.waitUntil(true, timeout=60_000)
        except self.qtbot.TimeoutError as error:
            running = [job.text or "aside" for job in self.window.jobs._running]
            raise AssertionError(f"still waiting; at work: {running}; said to her: {self.failed}") from error

    def do(self, name: str) -> None:
        """An action of the menus, by its key or its line there."""
        action = self.window.acts.get(name)
        assert action.isEnabled(), name
        action.trigger()
        QApplication.processEvents()

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))

    def press(self, where: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(where, key, keys)
        QApplication.processEvents()

    @property
    def code_page(self) -> CodePage:
        page = self.window.stage.page("code")
        assert isinstance(page, CodePage)
        return page

    @property
    def code_panel(self) -> CodePanel:
        return self.window.findChildren(CodePanel)[0]

    def write(self, path: Path) -> None:
        """The table that is previewed, into a file."""
        page = self.window.stage.page("reports")
        assert isinstance(page, ReportsPage)
        page.write(path)
        self.until(lambda: path.exists() and not self.window.jobs.busy)

    def by_line(self, *labels: str) -> None:
        """Labels in the line-by-line mode; an empty one passes the line over."""
        field = self.code_page._lines_view().editor.field
        for label in labels:
            QTest.keyClicks(field, label)
            self.press(field, Qt.Key.Key_Return)


@pytest.fixture
def hands(main_window: MainWindow, qtbot: QtBot) -> Researcher:
    return Researcher(main_window, qtbot)


def words_of(file: Path) -> str:
    """All words of a Word file."""
    with zipfile.ZipFile(file) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(text.text or "" for text in paragraph.iter("{*}t")) for paragraph in tree.iter("{*}p"))


def import_a_folder(hands: Researcher, folder: Path) -> dict[str, int]:
    """The files are dropped, looked at and imported; gives the sources by name."""
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    window = hands.window
    hands.drop(folder)
    page = window.stage.page("import")
    assert isinstance(page, ImportPage)
    hands.until(lambda: len(page.rows) == len(FILES) and len(page.ticked()) == 5 and page.foot.go.isEnabled())
    assert [row.path.name for row in page.rows if row.failed] == ["Broken.docx"]
    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    hands.until(lambda: len(sources.rows(window.session.project)) == 5 and not window.jobs.busy)
    return {row.name: row.id for row in sources.rows(window.session.project)}


def code_two_line_by_line(hands: Researcher, note: int, interview: int) -> None:
    """Without the mouse; one line is passed over."""
    session = hands.window.session
    session.show_source(note)
    hands.do("view.lines")
    hands.by_line("watching the snow", "", "asking who comes", "promising to ring back")
    session.show_source(interview)
    hands.by_line("sitting down together", "not being judged", "talking", "keeping silent")
    hands.do("view.lines")
    found = coverage.of_source(session.project, note)
    assert (found.coded, found.passed, found.lines) == (3, 1, 4)


def code_in_vivo(hands: Researcher, words: str) -> None:
    """Words are selected and coded with themselves."""
    view = hands.code_page.view
    start = INTERVIEW.index(words)
    view.select(Span(start, start + len(words)))
    view.setFocus()
    QTest.keyClicks(view, "v")


def merge(hands: Researcher, label: str, into: str) -> None:
    """One label turns out to be another."""
    hands.code_panel.show_code(codes.named(hands.window.session.project, label))
    hands.do("code.merge")
    field = hands.code_panel.asking.field().field
    QTest.keyClicks(field, into)
    hands.press(field, Qt.Key.Key_Return)


def write_a_memo(hands: Researcher, text: str) -> None:
    """Beside the text; it is not left before the program is closed."""
    hands.do("memo.new")
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, text)


def take_into_word(hands: Researcher, kind: str, path: Path) -> str:
    """A table is previewed and written; gives its words."""
    window = hands.window
    window.show_workspace("reports")
    page = window.stage.page("reports")
    assert isinstance(page, ReportsPage)
    page.show_kind(kind)
    hands.until(lambda: not window.jobs.busy)
    hands.write(path)
    return words_of(path)


def test_a_researcher_s_first_hour(hands: Researcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, study = hands.window, tmp_path / "First.gerund"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(study), ""))
    hands.do("project.new")
    hands.until(lambda: window.session.is_open)
    found = import_a_folder(hands, tmp_path / "transcripts")
    interview = found["Interview with Theresa"]
    assert len(found) == 5
    assert sources.opened(window.session.project, interview).text == INTERVIEW

    code_two_line_by_line(hands, found["Field note 1 December 2010"], interview)
    for words in HOSTILE:
        code_in_vivo(hands, words)
    before = len(queries.everything(window.session.project))
    merge(hands, "asking who comes", into="promising to ring back")
    write_a_memo(hands, "Waiting is work here.")
    hands.do("project.close")

    window.open(study)  # the next morning
    hands.until(lambda: window.session.is_open and not window.jobs.busy)
    project = window.session.project
    assert [memo.text for memo in memos.memos(project)] == ["Waiting is work here."]
    assert len(queries.everything(project)) == before
    hands.until(lambda: window.stage.key == "code" and hands.code_page.view.coded_text().text == INTERVIEW)
    hands.do("edit.undo")
    hands.do("edit.undo")
    assert memos.memos(project) == []
    assert queries.first_codes(project, codes.named(project, "asking who comes")) == {"asking who comes": 1}
    hands.do("edit.redo")
    assert queries.first_codes(project, codes.named(project, "promising to ring back"))["asking who comes"] == 1

    assert "promising to ring back" in take_into_word(hands, "frequencies", tmp_path / "frequencies.docx")
    quoted = take_into_word(hands, "segments", tmp_path / "segments.docx")
    assert all(words in quoted for words in HOSTILE)
    hands.write(tmp_path / "segments.csv")
    with (tmp_path / "segments.csv").open(encoding="utf-8", newline="") as file:
        assert set(HOSTILE) < {row["Quote"] for row in csv.DictReader(file)}
    assert audit.check(project).sound
