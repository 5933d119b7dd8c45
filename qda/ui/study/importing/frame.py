"""How the page of the import is put together; what its parts do is for the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link, heading
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.importing.consent import ImportConsent
from qda.ui.study.importing.exchange_report import ExchangeReport
from qda.ui.study.importing.foot import ImportFoot
from qda.ui.study.importing.form import ImportForm
from qda.ui.study.importing.preview import ImportPreview
from qda.ui.study.importing.report import ImportReport
from qda.ui.study.parts import on_paper, scrolling, sheet, soft
from qda.ui.study.sources.offers import Offers
from qda.ui.study.tables.cards import Cards, CardView
from qda.ui.theme import STEP, Ink


class ImportFrame(QWidget):
    """At the left how each file will come in, at the right the text itself; the report and the empty page."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._contents = Contents.of(session)
        self.cards = Cards(self)
        self.view = CardView(session, self.cards, _("Files"))
        self.form = ImportForm(Offers(self._contents))
        self.consent = ImportConsent(session)
        self.preview = ImportPreview(session)
        self.report = ImportReport(session)
        self.exchange = ExchangeReport(session, jobs)
        self.foot = ImportFoot()
        self.keep = self.foot.keep
        on_paper(self)
        self.setAccessibleName(_("Import"))
        self._lay_out()
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 6, STEP * 4, STEP * 6, STEP * 3)
        column.setSpacing(STEP * 2)
        self._head = heading(_("Import"), 1.4)
        self._told = soft(QLabel())
        self._told.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(STEP * 4)
        top.addWidget(self._head)
        top.addStretch(1)
        self._more = [Link(_("Add files…"), self._ask_files), Link(_("Add a folder…"), self._ask_folder)]
        for link in self._more:
            top.addWidget(link)
        column.addLayout(top)
        column.addWidget(self._told)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, STEP * 3, 0)
        inner.setSpacing(STEP * 2)
        self._chosen = soft(QLabel())
        self._chosen.setWordWrap(True)
        inner.addWidget(self._chosen)
        inner.addWidget(self.form)
        inner.addWidget(self.consent)
        self.view.setMinimumHeight(STEP * 40)
        inner.addWidget(self.view, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(left)
        self._split.addWidget(self.preview)
        self._split.setSizes([360, 460])
        self._split.setChildrenCollapsible(False)
        told = _("Files that are dropped here are looked at before they come in.")
        self._empty = Empty(told, _("Import files…"), self._ask_files)
        self._empty.offer_also(_("Import a folder…"), self._ask_folder)
        self._stack = QStackedWidget()
        self._work = scrolling(self._split)
        for page in (self._work, self.report, self._empty, self.exchange):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def _ask_files(self) -> None:
        self._actions.get("project.import").trigger()

    def _ask_folder(self) -> None:
        self._actions.get("project.import_folder").trigger()

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))
