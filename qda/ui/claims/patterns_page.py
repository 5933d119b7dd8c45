"""Propositions and their rivals, held against each case: expected, observed, whether it matches, and the segments."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _, ngettext
from qda.ui import jumps
from qda.ui.actions import Actions
from qda.ui.claims.patterns_table import CaseLine, CaseRows, CaseTable
from qda.ui.jobs import Jobs
from qda.ui.parts import Link, Tick, heading
from qda.ui.session import Selection, Session
from qda.ui.theme import CORNER, STEP, Ink

if TYPE_CHECKING:
    from qda.analysis.pattern_evidence import Passage
    from qda.analysis.pattern_stamps import Late
    from qda.progress import Progress
    from qda.project.project import Change, Project
    from qda.synthesis.patterns import PatternRow, Proposition

_FILES = ("Word (*.docx)", "HTML (*.html)", "Excel (*.xlsx)", "CSV (*.csv)")
_TABLES = ("claim", "claim_link", "pattern_match", "pattern_evidence", "case", "unit", "coding", "segment", "passage")
_ID = Qt.ItemDataRole.UserRole
_MOST = 400
_EMPTY = N_(
    "A proposition says what you expect before you look; a rival says what else could explain it. Write the first one "
    "at the left, then hold it against each case."
)


class _Lines(QPlainTextEdit):
    """Two lines to write in; leaving or Enter is the end of it."""

    left = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 5 * STEP)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PatternsPart(QWidget):
    """Propositions at the left, the cases of the chosen one at the right, the segments that show it beneath."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._stale = True
        self._stamp = 0
        self._claims: list[Proposition] = []
        self._judged: dict[int, dict[int, PatternRow]] = {}
        self._late: dict[tuple[int, int], Late] = {}
        self._cases = 0
        self.setObjectName("patternsPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Patterns"))
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self.refresh)
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.expected.left.connect(self._keep_expected)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._read_evidence())
        self.evidence.itemChanged.connect(self._on_ticked)
        self.evidence.itemActivated.connect(self._open)
        self.only.toggled.connect(lambda _on: self._read_evidence())
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_opened)
        session.changed.connect(self._on_change)
        session.selected.connect(self._on_selected)
        session.ink_changed.connect(self._dress)
        actions.add("patterns.export", _("Write the patterns by case…"), self.ask_export, menu="&Study", where=self)
        actions.add("patterns.new", _("New proposition"), self._to_new, menu="&Study", where=self, writes=True)
        self._dress(session.ink)

    def _lay_out(self) -> None:
        self.list = QListWidget()
        self.list.setObjectName("propositions")
        self.list.setAccessibleName(_("Propositions and rivals"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.new = QLineEdit()
        self.new.setPlaceholderText(_("New proposition"))
        self.new.setAccessibleName(_("New proposition"))
        self.new.returnPressed.connect(lambda: self.add("proposition"))
        self.rival_link = Link(_("Add as a rival to the chosen one"), lambda: self.add("rival"))
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(0, STEP, 0, STEP * 2)
        left.addWidget(self.list, 1)
        left.addWidget(self.new)
        self._gap = QWidget()  # the field stands above while there is nothing to list
        left.addWidget(self.rival_link)
        left.addWidget(self._gap, 1)
        self.head = heading("", 1.15)
        self.expected = _Lines(_("Expected pattern"), _("What ought to be seen in a case if it holds"))
        self.stamped = _soft()
        self.verdict = _soft()
        self.export_link = Link(_("Write the patterns…"), self.ask_export)
        self.rows = CaseRows(self._judge, self)
        self.table = CaseTable(self._session, self.rows)
        self.evidence = QListWidget()
        self.evidence.setObjectName("evidence")
        self.evidence.setAccessibleName(_("Segments of the case; ticked ones show the pattern"))
        self.evidence.setWordWrap(True)
        self.evidence.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.evidence.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.only = Tick(_("only with the codes of the claim"))
        self.only.setChecked(True)
        self.about = _soft()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self._right())
        split.setSizes([210, 620])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self._pages = QStackedWidget()
        self._pages.addWidget(split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(STEP * 4, 0, STEP * 4, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.list)

    def _right(self) -> QWidget:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(STEP * 3, STEP, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.head)
        column.addWidget(self.expected)
        line = QHBoxLayout()
        line.addWidget(self.stamped, 1)
        line.addWidget(self.export_link)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.verdict)
        self._below = below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(STEP * 3, STEP, 0, STEP)
        rows.setSpacing(STEP)
        told = QHBoxLayout()
        told.addWidget(self.about, 1)
        told.addWidget(self.only)
        rows.addLayout(told)
        rows.addWidget(self.evidence, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setSizes([460, 170])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        return split

    # --- showing ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while something else was shown."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(_sheet(ink))

    def _on_opened(self) -> None:
        self._stale, self._late = True, {}
        self._stamp += 1
        if self.isVisible():
            self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._stale = True
            if self.isVisible():
                self._later.start()

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "claim" and selection.id != self.claim_id():
            self._go_to(selection.id)

    def claim_id(self) -> int | None:
        """The proposition or rival that is chosen."""
        found = self.list.currentIndex().data(_ID)
        return found if isinstance(found, int) else None

    def case_id(self) -> int | None:
        """The case that is chosen."""
        row = self.table.currentIndex().row()
        return self.rows.lines[row].case_id if 0 <= row < len(self.rows.lines) else None

    def refresh(self) -> None:
        """Show propositions and judgements as they are now; what was coded before them is counted aside."""
        self._stale = False
        self._claims, self._judged = [], defaultdict(dict)
        if self._session.is_open:
            from qda.synthesis import patterns

            project = self._session.project
            self._claims = patterns.propositions(project)
            for row in patterns.rows(project):
                self._judged[row.claim_id][row.case_id] = row
            self.rows.choices = {"match": patterns.MATCHES, "replication": patterns.REPLICATIONS}
            self.rows.writable = project.writable
            if self._claims:
                self._jobs.aside(lambda _progress: _late(project), self._on_late)
        self._show_list()
        self._show_claim()

    def _on_late(self, found: dict[tuple[int, int], Late]) -> None:
        self._late = found
        self._show_claim()

    def _show_list(self) -> None:
        from qda.text import excerpt

        kept = self.claim_id()
        self.list.blockSignals(True)
        self.list.clear()
        for claim in self._claims:
            rival = claim.kind == "rival"
            short = excerpt(claim.text, 100)
            words = _("Rival: {claim}").format(claim=short) if rival else short
            judged = self._judged[claim.id].values()
            fits = sum(row.match == "match" for row in judged)
            told = ngettext("{fits} of {judged} case judged matches", "{fits} of {judged} cases judged match",
                            len(judged))  # fmt: skip
            item = QListWidgetItem(f"{words}\n{told.format(fits=fits, judged=len(judged))}")
            item.setData(_ID, claim.id)
            item.setToolTip(claim.text)
            item.setSizeHint(self._size(item.text()))
            self.list.addItem(item)
            if claim.id == kept:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentItem() is None and self._claims:
            chosen = self._session.selection
            if chosen.kind != "claim" or not self._go_to(chosen.id):
                self.list.setCurrentRow(0)

    def _size(self, words: str) -> QSize:
        """As high as the words in the list's width; the list's own guess leaves the last line out."""
        room = QRect(0, 0, max(80, self.list.viewport().width() - 5 * STEP), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return QSize(80, self.list.fontMetrics().boundingRect(room, flags, words).height() + 5 * STEP)

    def _go_to(self, claim_id: int) -> bool:
        for number in range(self.list.count()):
            if self.list.item(number).data(_ID) == claim_id:
                self.list.setCurrentRow(number)
                return True
        return False

    def _chosen(self) -> Proposition | None:
        wanted = self.claim_id()
        return next((claim for claim in self._claims if claim.id == wanted), None)

    def _on_chosen(self) -> None:
        self._show_claim()
        claim = self._chosen()
        if claim is not None and self.isVisible():
            self._session.select(Selection("claim", claim.id))

    def _show_claim(self) -> None:
        claim = self._chosen()
        writable = self._session.is_open and self._session.project.writable
        self.new.setVisible(writable)
        self._below.setVisible(claim is not None)
        self.list.setVisible(bool(self._claims))
        self._gap.setVisible(not self._claims)
        self.rival_link.setVisible(writable and claim is not None)
        for widget in (self.expected, self.table, self.evidence, self.only, self.export_link):
            widget.setVisible(claim is not None)
        self.expected.setReadOnly(not writable)
        if claim is None:
            self.head.setText("")
            self.stamped.setText(_(_EMPTY))
            self.verdict.setText("")
            self.about.setText("")
            self.rows.show(())
            return
        self.head.setText(claim.text)
        if not self.expected.hasFocus():
            self.expected.setPlainText(claim.expected)
        self._show_cases(claim)
        self._tell(claim)
        if not self.table.currentIndex().isValid() and self.rows.lines:
            self.table.setCurrentIndex(self.rows.index(0, 1))
        self._read_evidence()

    def _show_cases(self, claim: Proposition) -> None:
        from qda.export.pattern_tables import late_words
        from qda.study import queries

        judged = self._judged[claim.id]
        lines = [
            CaseLine(
                case.id, case.name, unit.name, judged.get(case.id), late_words(self._late.get((claim.id, case.id)))
            )
            for unit in queries.units(self._session.project)
            for case in unit.cases
        ]
        self._cases = len(lines)
        self.rows.show(lines)
        self.table.resizeRowsToContents()

    def _tell(self, claim: Proposition) -> None:
        """The counts of the proposition and its rivals, one under the other; which is right is not the program's."""
        from datetime import UTC, datetime

        from qda.export.pattern_tables import verdict
        from qda.export.tables import plain
        from qda.synthesis.patterns import tally

        day = datetime.fromtimestamp(claim.at / 1000, UTC).date().isoformat()
        self.stamped.setText(_("Put down on {day}.").format(day=day))
        top = claim.rival_to if claim.kind == "rival" and claim.rival_to is not None else claim.id
        lines = []
        for each in self._claims:
            if top in (each.id, each.rival_to):
                name = _("Rival") if each.kind == "rival" else _("Proposition")
                lines.append(f"{name}: {plain(verdict(tally(self._judged[each.id].values(), self._cases)))}")
        self.verdict.setText("\n".join(lines))

    # --- evidence -----------------------------------------------------------------------------------------------------

    def _read_evidence(self) -> None:
        claim, case = self.claim_id(), self.case_id()
        if claim is None or case is None or not self._session.is_open:
            self.evidence.clear()
            return
        self._stamp += 1
        stamp, project, only = self._stamp, self._session.project, self.only.isChecked()
        self._jobs.aside(
            lambda _progress: _passages(project, claim, case, only), lambda found: self._fill(stamp, *found)
        )

    def _fill(self, stamp: int, found: list[Passage], limited: bool) -> None:
        claim, case = self.claim_id(), self.case_id()
        if stamp != self._stamp or claim is None or case is None:
            return
        row = self._judged[claim].get(case)
        ticked = set(row.evidence) if row is not None else set()
        self.evidence.blockSignals(True)
        self.evidence.clear()
        for each in sorted(found, key=lambda passage: passage.segment not in ticked)[:_MOST]:
            place = _("{source}, line {line}").format(source=each.source, line=each.line)
            item = QListWidgetItem(f"“{' '.join(each.quote.split())}”\n{place} · {', '.join(each.codes)}")
            item.setData(_ID, each.segment)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.segment in ticked else Qt.CheckState.Unchecked)
            self.evidence.addItem(item)
        self.evidence.blockSignals(False)
        name = next((line.case for line in self.rows.lines if line.case_id == case), "")
        count = ngettext("{count} coded segment", "{count} coded segments", len(found)).format(count=len(found))
        told = _("{case}: {segments}, {ticked} ticked").format(case=name, segments=count, ticked=len(ticked))
        self.about.setText(told)
        self.only.setVisible(limited or not self.only.isChecked())

    def _on_ticked(self, item: QListWidgetItem) -> None:
        from qda.synthesis import patterns

        claim, case = self.claim_id(), self.case_id()
        if claim is None or case is None:
            return
        act = patterns.add_evidence if item.checkState() == Qt.CheckState.Checked else patterns.remove_evidence
        self._session.act(act, self._session.project, claim, case, [int(item.data(_ID))])

    def _open(self, item: QListWidgetItem) -> None:
        jumps.jump(self._session, "segment", int(item.data(_ID)))

    # --- writing ------------------------------------------------------------------------------------------------------

    def _judge(self, case_id: int, part: str, words: str) -> None:
        from qda.synthesis import patterns

        claim = self.claim_id()
        if claim is not None:
            self._session.act(patterns.judge, self._session.project, claim, case_id, **{part: words})

    def _keep_expected(self) -> None:
        from qda.synthesis import claims

        claim = self._chosen() if self._session.is_open else None
        if claim is not None and self.expected.toPlainText().strip() != claim.expected:
            self._session.act(claims.set_expected, self._session.project, claim.id, self.expected.toPlainText().strip())

    def _to_new(self) -> None:
        self.new.setFocus()

    def add(self, kind: str) -> None:
        """Put down what was typed, as a proposition or as a rival to the chosen one."""
        from qda.synthesis import claims

        words = self.new.text().strip()
        if not words:
            self.new.setFocus()
            return
        chosen = self._chosen()
        rival = None
        if kind == "rival" and chosen is not None:
            rival = chosen.rival_to if chosen.kind == "rival" and chosen.rival_to is not None else chosen.id
        made = self._session.act(claims.create, self._session.project, words, kind=kind, rival_to=rival)
        if made is not None:
            self.new.clear()
            self.refresh()
            self._go_to(made)
            self.expected.setFocus()

    def ask_export(self) -> None:
        """Ask for a file and write the patterns by case into it."""
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Write the patterns by case"), _("Patterns"), ";;".join(_FILES)
        )
        if path:
            self.export(Path(path) if Path(path).suffix else Path(f"{path}.docx"))

    def export(self, path: Path) -> None:
        """Write them by the name's ending, of what may leave the project."""
        project = self._session.project

        def write(progress: Progress) -> None:
            from qda.export import gate, reports

            with gate.leaving(project, "patterns", _("Patterns"), progress=progress) as cleared:
                reports.write_report(path, cleared, reports.Wish("patterns"), progress)

        self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            write,
            lambda _nothing: self._session.said.emit(_("Wrote “{name}”.").format(name=path.name)),
            self._session.failed.emit,
        )


def _soft() -> QLabel:
    label = QLabel()
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label


def _late(project: Project) -> dict[tuple[int, int], Late]:
    from qda.analysis import pattern_stamps

    return pattern_stamps.late(project, pattern_stamps.stamps(project))


def _passages(project: Project, claim_id: int, case_id: int, only: bool) -> tuple[list[Passage], bool]:
    """The passages, and whether the claim has codes at all to limit them by."""
    from qda.analysis import pattern_evidence

    codes = pattern_evidence.codes_of(project, claim_id)
    return pattern_evidence.passages(project, case_id, codes if only else frozenset()), bool(codes)


def _sheet(ink: Ink) -> str:
    return f"""
#patternsPage {{ background: {ink.paper}; }}
QLabel#soft {{ color: {ink.soft}; }}
#propositions, #evidence, #patterns {{ background: {ink.paper}; color: {ink.ink}; border: none; outline: none; }}
#propositions {{ border-right: 1px solid {ink.rule}; }}
#propositions::item, #evidence::item {{ padding: 6px; border-bottom: 1px solid {ink.rule}; }}
#propositions::item:selected, #evidence::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
#propositions:focus, #evidence:focus {{ border: 1px solid {ink.accent}; }}
QHeaderView {{ background: {ink.paper}; border: none; }}
QHeaderView::section {{
    background: {ink.paper}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.faint};
    padding: 4px 8px; font-weight: 600;
}}
#evidence::indicator {{ width: 13px; height: 13px; border: 1px solid {ink.soft}; border-radius: 3px; }}
#evidence::indicator:checked {{ background: {ink.accent}; border-color: {ink.accent}; }}
QLineEdit, QPlainTextEdit {{
    background: {ink.paper}; color: {ink.ink}; border: 1px solid {ink.rule}; border-radius: {CORNER}px;
    padding: 4px 8px;
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {ink.accent}; }}
"""
