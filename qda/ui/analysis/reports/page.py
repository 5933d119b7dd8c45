"""Reports: one is chosen, seen as it will stand on paper, and taken away as a Word, Excel, CSV or HTML file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.ui.actions import Actions
from qda.ui.analysis.pieces import page_sheet
from qda.ui.analysis.reports import work as report_work
from qda.ui.analysis.reports.compose_panel import ComposePanel
from qda.ui.analysis.reports.kinds import CODED, DOCUMENT, known, sentence, title
from qda.ui.analysis.reports.lacking import lack
from qda.ui.analysis.reports.options import ReportOptions
from qda.ui.analysis.sheet import Sheet
from qda.ui.analysis.table_view import TableView
from qda.ui.jobs import Job, Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.quoting_strip import QuotingStrip
from qda.ui.parts.small import ElidedLabel, Link, amber, button, heading, small_font, soft
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink
from qda.ui.working.saving import ask_where, beside_study

if TYPE_CHECKING:
    from qda.export.compose import Composed
    from qda.project.project import Change

_FORMATS = {
    ".docx": N_("Word document (*.docx)"),
    ".xlsx": N_("Excel workbook (*.xlsx)"),
    ".csv": N_("Comma-separated values (*.csv)"),
    ".html": N_("Web page (*.html)"),
    ".pdf": N_("Printed page (*.pdf)"),
}
_TOUCHING = (
    *("coding", "segment", "code", "source", "text_version", "unit", "case", "participant", "participant_case"),
    *(
        "source_participant",
        "speaker",
        "passage",
        "study",
        "consent",
        "consent_decision",
        "withdrawal",
        "withdrawal_item",
    ),
)
_TABLES_OF_CODES = ("frequencies", "codebook", "segments", "segments-by-case", "sources", "participants", CODED)
"""Reports that nothing else touches; all others are stale after any change."""
_TABLE_FORMATS = (".docx", ".xlsx", ".csv", ".html")
_OFFERED = {CODED: (".docx", ".html", ".pdf", ".xlsx", ".csv"), DOCUMENT: (".docx", ".html")}
_PATIENCE = 120  # milliseconds: several options in a row make one table
_ROOMY, _FAIR = 800, 680  # pixels; with less the buttons have no room beside the title, or in one row
_MOST = 5


class ReportsPage(QWidget):
    """Options at the left, the preview in the middle, the ways to take it away above."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._job: Job | None = None
        self._turn = 0
        self._stale = True
        self._codes_changed = False
        self._folder: Path | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Reports"))
        self.options = ReportOptions(session)
        self.options.setObjectName("options")
        self.options.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.options.altered.connect(self._on_options)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.options)
        row.addLayout(self._make_middle(), 1)
        self.setFocusProxy(self.preview)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self.refresh)
        self._add_actions(actions)
        self._follow()
        self._dress(session.ink)
        self._begin()

    # --- what it is made of -----------------------------------------------------------------------

    def _make_middle(self) -> QVBoxLayout:
        self.preview = TableView(self._session)
        self.empty = Empty("", "", self._go_there)
        self._tell_lack()
        self.nothing = Empty(
            _("Nothing in the study answers to these options."), _("Show all codes"), self.options.all_codes
        )
        self.middle = QStackedWidget()
        self.composing = ComposePanel(self._session, self._compose)
        for part in (self.preview, self.empty, self.nothing, self.composing):
            self.middle.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._make_messages())
        self.consent = QuotingStrip(self._session)
        self.consent.decided.connect(self.refresh)
        column.addWidget(self.consent)
        column.addWidget(self.middle, 1)
        return column

    def _make_head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(6 * STEP, 4 * STEP, 6 * STEP, 3 * STEP)
        column.setSpacing(STEP)
        row = self._head_row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.title = heading("", 1.45)
        self.sentence = soft(wrap=True)
        row.addWidget(self.title, 1)
        column.addLayout(row)
        column.addWidget(self.sentence)
        self.buttons = {
            ".docx": button(_("Word…"), lambda: self._ask_where(".docx"), main=True),
            ".xlsx": button(_("Excel…"), lambda: self._ask_where(".xlsx")),
            ".csv": button(_("CSV…"), lambda: self._ask_where(".csv")),
            ".html": button(_("HTML…"), lambda: self._ask_where(".html")),
            ".pdf": button(_("PDF…"), lambda: self._ask_where(".pdf")),
        }
        self._beside = QGridLayout()
        self._beside.setSpacing(2 * STEP)
        row.addLayout(self._beside)
        return head

    def _place_buttons(self, columns: int) -> None:
        """The buttons that the report has, so many in a row."""
        offered = _OFFERED.get(self.options.kind(), _TABLE_FORMATS)
        for each in self.buttons.values():
            self._beside.removeWidget(each)
            each.hide()
        for number, ending in enumerate(offered):
            self._beside.addWidget(self.buttons[ending], number // columns, number % columns)
            self.buttons[ending].show()
        self._beside.setColumnStretch(columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the buttons stand under the title, so that none is cut."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        width = event.size().width()
        self._head_row.setDirection(across if width >= _ROOMY else down)
        self._place_buttons(_MOST if width >= _FAIR else 2)
        super().resizeEvent(event)

    def _make_messages(self) -> QWidget:
        """What stands between head and preview: that the study has changed, that a file was written."""
        self.messages = QWidget()
        row = QHBoxLayout(self.messages)
        row.setContentsMargins(6 * STEP, 0, 6 * STEP, 2 * STEP)
        row.setSpacing(2 * STEP)
        self.stale = amber(_("The study has changed since."))
        self.again = Link(_("Refresh (F5)"), self.refresh)
        self.wrote = ElidedLabel()
        self.open_folder = Link(_("Open folder"), self._open_folder)
        for part in (self.stale, self.again, self.wrote, self.open_folder):
            part.setFont(small_font())
            row.addWidget(part)
        row.addStretch(1)
        return self.messages

    def _add_actions(self, actions: Actions) -> None:
        menu = "&Reports"

        def add(name: str, words: str, act: Callable[[], object], keys: str = "", hint: str = "") -> None:
            actions.add(name, words, act, keys=keys, menu=menu, where=self, hint=hint)

        add("reports.word", _("Report as a Word document…"), lambda: self._ask_where(".docx"), "Ctrl+E")
        add("reports.excel", _("Report as an Excel workbook…"), lambda: self._ask_where(".xlsx"))
        add("reports.csv", _("Report as CSV…"), lambda: self._ask_where(".csv"))
        add("reports.html", _("Report as a web page…"), lambda: self._ask_where(".html"))
        add("reports.pdf", _("Coded text as PDF…"), lambda: self._ask_where(".pdf"))
        add("reports.refresh", _("Refresh the preview"), self.refresh, "F5")
        for kind, _group, words, told in known():
            add(f"reports.{kind}", _(words), partial(self.show_kind, kind), hint=_(told))

    def _follow(self) -> None:
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._begin)
        self._session.changed.connect(self._on_changed)
        self._session.ink_changed.connect(self._dress)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another project, or none: no table yet."""
        self._stop()
        self._folder = None
        self.preview.show_sheet(None)
        self.consent.show_asked(())
        self.options.begin()
        self._show_wrote(None)
        self._show_stale(True)
        self._name()
        if self.isVisible():
            self.refresh()

    def _stop(self) -> None:
        self._turn += 1
        self._soon.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _on_changed(self, change: Change) -> None:
        if change.touches("code"):
            self._codes_changed = True
            self._follow_codes()
        if self.options.kind() not in _TABLES_OF_CODES or change.touches(*_TOUCHING):
            self._show_stale(True)

    def _follow_codes(self) -> None:
        if self._codes_changed and self.isVisible():
            self._codes_changed = False
            self.options.codes.follow()

    def _on_options(self) -> None:
        self._name()
        self._show_stale(True)
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back to an old table makes it anew; while it is being looked at it stays."""
        super().showEvent(event)
        self._follow_codes()
        if self._stale:
            self.refresh()

    def _name(self) -> None:
        kind = self.options.kind()
        self.title.setText(title(kind))
        self.sentence.setText(sentence(kind))
        self._place_buttons(_MOST if self.width() >= _FAIR else 2)

    def _show_stale(self, stale: bool) -> None:
        self._stale = stale
        shown = stale and self.preview.sheet() is not None and not self._soon.isActive() and self._job is None
        self.stale.setVisible(shown)
        self.again.setVisible(shown)
        self.messages.setVisible(shown or not self.wrote.isHidden())

    def show_kind(self, kind: str) -> None:
        """Show one of the reports, by its key."""
        self._session.workspace_wanted.emit("reports")
        self.options.set_kind(kind)

    # --- the preview ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Make the report anew."""
        self._stop()
        if not self._session.is_open:
            return
        if self.options.kind() == DOCUMENT:
            self._show_composing()
            return
        turn, project, wish = self._turn, self._session.project, self.options.wish()
        source = self._coded_source()
        self._job = self._jobs.run(
            _("Making the report"),
            lambda progress: report_work.make(project, wish, source, progress),
            lambda sheet: self._show(sheet) if turn == self._turn else None,
            lambda error: self._session.failed.emit(error) if turn == self._turn else None,
            lambda: self._on_ended() if turn == self._turn else None,
        )
        # A change that comes while it is being counted makes it stale again.
        self._show_stale(False)

    def _coded_source(self) -> int | None:
        if self.options.kind() != CODED:
            return None
        if not self.options.source.count():
            self.options.follow_sources()
        return self.options.source_id()

    def _show_composing(self) -> None:
        self.middle.setCurrentWidget(self.composing)
        self.setFocusProxy(self.composing)
        for each in self.buttons.values():
            each.setEnabled(True)
        self.stale.hide()
        self.again.hide()
        self.consent.show_asked(())

    def _show(self, sheet: Sheet) -> None:
        self._job = None
        before = self.preview.sheet()
        # The same report made anew stays where it was being read.
        same = before is not None and before.title == sheet.title
        self.preview.show_sheet(sheet, from_above=not same)
        self.consent.show_asked(sheet.asked, sheet.left_out)
        rows = any(item.kind in ("row", "prose", "figure") for item in sheet.items)
        limited_ = self.options.wish().code_ids is not None or self.options.wish().levels is not None
        shown = self.preview if rows else self.nothing if limited_ else self.empty
        if shown is self.empty:
            self._tell_lack()
        self.middle.setCurrentWidget(shown)
        self.setFocusProxy(shown.button if isinstance(shown, Empty) else shown)
        for each in self.buttons.values():
            each.setEnabled(rows)
        self._show_stale(self._stale)

    def _tell_lack(self) -> None:
        lacking = lack(self.options.kind())
        self.empty.tell(_(lacking.sentence), _(lacking.button))

    def _go_there(self) -> None:
        """To where the report's things are made."""
        lacking = lack(self.options.kind())
        self._session.workspace_wanted.emit(lacking.workspace)
        if lacking.action:
            self._actions.get(lacking.action).trigger()

    def _on_ended(self) -> None:
        """Work that was stopped, or failed, has shown nothing: what is on the page is not what was asked for."""
        if self._job is not None:
            self._job = None
            self._show_stale(True)

    # --- taking it away ---------------------------------------------------------------------------

    def _ask_where(self, ending: str) -> None:
        offered = self.buttons[ending]
        if not self._session.is_open or offered.isHidden() or not offered.isEnabled():
            return
        name, kinds = self._usual_name(), _(_FORMATS[ending])
        path = ask_where(self, self._session, _("Write the report"), name, kinds, folder=self._folder)
        if path is not None:
            self.write(path)

    def _usual_name(self) -> str:
        from qda.study import queries

        named = queries.study(self._session.project).title
        return f"{named} {title(self.options.kind()).lower()}"

    def write(self, path: Path) -> None:
        """Write the report that is seen; one that the study has outrun is made anew first."""
        if self.options.kind() == DOCUMENT:
            self._compose(path)
            return
        fresh = not self._stale and self._job is None
        sheet = self.preview.sheet() if fresh else None
        project, wish, source = self._session.project, self.options.wish(), self._coded_source()
        turn, bom = self._turn, self.options.bom.isChecked()
        self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            lambda progress: report_work.write(path, project, wish, source, sheet, bom, progress),
            lambda made: self._on_written(path, made if turn == self._turn else None),
            self._fail_writing,
            asks=False,  # the strip over the report does, and what is seen is made anew then
        )

    def _compose(self, path: Path | None = None) -> None:
        """Write the document that was composed; without a path it is asked for."""
        if path is None:
            self._ask_where(".docx")
            return
        project, plan = self._session.project, self.composing.plan(self.options.wish())
        self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            lambda progress: report_work.write_document(path, project, plan, progress),
            lambda made: self._on_composed(path, made),
            self._fail_writing,
        )

    def _on_composed(self, path: Path, made: Composed) -> None:
        self._on_written(path, None)
        if made.empty:
            left_out = ", ".join(title(key) for key in made.empty)
            self._session.said.emit(
                _("Wrote “{name}”. Left out, for there is nothing in them yet: {parts}.").format(
                    name=path.name, parts=left_out
                )
            )

    def _fail_writing(self, error: QdaError) -> None:
        from qda.flows.withholding.quoting_gate import QuotedWithoutConsent

        if isinstance(error, QuotedWithoutConsent):
            self.consent.show_asked(error.asked)
        self._session.failed.emit(error)

    def _on_written(self, path: Path, sheet: Sheet | None) -> None:
        self._folder = path.parent
        if sheet is not None and sheet is not self.preview.sheet():
            self._show_stale(False)
            self._show(sheet)
        self._session.said.emit(_("Wrote “{name}”.").format(name=path.name))
        self._show_wrote(path)

    def _show_wrote(self, path: Path | None) -> None:
        self.wrote.setText("" if path is None else _("Wrote “{name}”.").format(name=path.name))
        self.wrote.setVisible(path is not None)
        self.open_folder.setVisible(path is not None)
        self._show_stale(self._stale)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder or beside_study(self._session))))

    # --- looks ------------------------------------------------------------------------------------

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(page_sheet(ink))
