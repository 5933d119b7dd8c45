"""One category: what it is, its grid of properties and dimensions, and beneath it evidence, codes and relations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.coding.book import CodeBook
from qda.ui.coding.categories.acts import CategoryActs
from qda.ui.coding.categories.asking import anchor_of
from qda.ui.coding.categories.codes import CodesPart, members_of
from qda.ui.coding.categories.evidence import EvidencePart
from qda.ui.coding.categories.findings import Findings
from qda.ui.coding.categories.grid import GridView, row_words
from qda.ui.coding.categories.pick import PickPart
from qda.ui.coding.categories.relations import RelationsPart
from qda.ui.coding.categories.words import Words
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Choice, ElidedLabel, Link, Tick, heading, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.analysis.coding.grid import By, CategoryRow, Grid
    from qda.coding.properties import Placed, PropertyRow
    from qda.progress import Progress

_EVIDENCE, _CODES, _RELATIONS = range(3)
_FORMATS = ("Word (*.docx)", "Excel (*.xlsx)", "CSV (*.csv)")


class CategoryWork(QWidget):
    """The page of the chosen category or theme."""

    code_wanted = Signal(int)

    def __init__(
        self, session: Session, jobs: Jobs, findings: Findings, acts: CategoryActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._book = CodeBook.of(session)
        self._findings = findings
        self._acts = acts
        self._folder: Path | None = None
        self.code_id: int | None = None
        self._properties: list[PropertyRow] = []
        self._build()
        self._connect()

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        """From the outside in: what gets another parent is dressed anew with all that it holds."""
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.upper = QStackedWidget(self.splitter)
        self.grid = GridView(self._session, self.upper)
        self.no_properties = QLabel()
        self.no_properties.setObjectName("soft")
        self.no_properties.setWordWrap(True)
        self.no_properties.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, STEP)
        self.first = Link(_("Add a property… (P)"), self.ask_property)
        nothing = QWidget(self.upper)
        column = QVBoxLayout(nothing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.no_properties)
        column.addWidget(self.first)
        column.addStretch(1)
        self.upper.addWidget(self.grid)
        self.upper.addWidget(nothing)
        self.splitter.addWidget(self.upper)
        self.splitter.addWidget(self._lower())
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 300])
        self.splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.splitter, 1)

    def _head(self) -> QWidget:
        self.name = ElidedLabel("")
        self.name.setFont(heading("", 1.25).font())
        self.counts = ElidedLabel("")
        self.counts.setObjectName("soft")
        self.counts.setFont(small_font())
        self.definition = ElidedLabel("")
        self.by = Choice()
        self.by.setAccessibleName(_("Columns of the grid"))
        from qda.analysis.coding.grid import BY, BY_WORDS

        for key in BY:
            self.by.addItem(_(BY_WORDS[key]), key)
        self.add_link = Link(_("Add a property… (P)"), self.ask_property)
        self.add_link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the counts give way
        self.save = Link(_("Save the grid…"), self.ask_where)
        self.save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the name gives way
        top = QHBoxLayout()
        top.setSpacing(3 * STEP)
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.by)
        top.addWidget(self.save)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(4 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        row.addWidget(self.counts)
        row.addStretch(1)
        row.addWidget(self.add_link)
        column.addLayout(row)
        self.core = Tick(_("Core category"))
        self.core.setFont(small_font())
        self.core.setToolTip(_("The study turns on it; there is one at most."))
        self.core.clicked.connect(lambda on: self._acts.set_core(self.code_id if on else None))
        last = QHBoxLayout()
        last.setSpacing(3 * STEP)
        last.addWidget(self.definition, 1)
        last.addStretch(0)
        last.addWidget(self.core)
        column.addLayout(last)
        return head

    def _lower(self) -> QWidget:
        lower = QWidget(self.splitter)
        self.words = Words(_("What is shown of the category"), (_("Evidence"), _("Codes"), _("Relations")))
        self.legend = ElidedLabel(_("dashed: gap · hatched: no data"))
        self.legend.setObjectName("soft")
        self.legend.setFont(small_font())
        row = QHBoxLayout()
        row.setContentsMargins(3 * STEP, STEP, 3 * STEP, 0)
        row.setSpacing(3 * STEP)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.legend)
        self.stack = QStackedWidget(lower)
        self.evidence = EvidencePart(self._session, self.stack)
        self.pick = PickPart(self._session, self._jobs, self.stack)
        self.codes = CodesPart(self._session, self._book, self.stack)
        self.relations = RelationsPart(self._session, self._acts, self.stack)
        for part in (self.evidence, self.codes, self.relations, self.pick):
            self.stack.addWidget(part)
        lower.setObjectName("lower")
        lower.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        return lower

    def _connect(self) -> None:
        self.by.currentIndexChanged.connect(lambda _at: self.read())
        self.words.chosen.connect(self._on_word)
        self.grid.at_hand.connect(self._show_evidence)
        self.grid.at_hand.connect(self._tell)
        self.grid.wanted.connect(self.go_to_evidence)
        self.grid.dropped.connect(self._on_dropped)
        self.evidence.placed.connect(self._acts.place)
        self.evidence.removed.connect(self._acts.detach)
        self.evidence.pick_wanted.connect(self.choose_evidence)
        self.evidence.dropped.connect(self._attach)
        self.pick.picked.connect(self._attach)
        self.pick.dropped.connect(self._let_go)
        self.pick.done.connect(self._leave_pick)
        self.codes.wanted.connect(lambda code: self._book.segments_wanted.emit([code]))
        self.relations.gone_to.connect(self.code_wanted)
        self._acts.property_made.connect(self._on_property_made)
        self._acts.relation_made.connect(self._on_relation_made)
        self._book.altered.connect(lambda _ids: self.codes.repaint_all())
        self._book.counted.connect(lambda _ids: self.codes.repaint_all())

    # --- what is shown ----------------------------------------------------------------------------

    def show_category(self, code_id: int | None) -> None:
        """Show another category."""
        if code_id != self.code_id:
            self.evidence.settle()
            self._leave_pick(quietly=True)
        self.code_id = code_id
        self.read()

    def read(self) -> None:
        """Show everything as it is now."""
        from qda.coding import properties, relations

        if self.code_id is None or not self._session.is_open:
            return
        row = self._findings.row(self.code_id)
        if row is None:
            return
        self._properties = properties.properties(self._session.project, self.code_id)
        self._show_head(row)
        self.grid.show_grid(self._findings.grid(self.code_id, self._by()))
        self._show_upper(row)
        self._show_codes()
        found = relations.relations(self._session.project, [self.code_id])
        self.words.say(_RELATIONS, _("Relations ({n})").format(n=len(found)) if found else _("Relations"))
        self.relations.show_relations(self.code_id, found)

    def _by(self) -> By:
        return cast("By", self.by.currentData())

    def _show_head(self, row: CategoryRow) -> None:
        self.name.setText(row.name)
        segments, sources, cases = self._findings.overview().bases
        told = [_(row.level)]
        if row.id in self._findings.counted_ids():
            told.append(_("{n} of {base} segments").format(n=f"{row.segments:,}", base=f"{segments:,}"))
            told.append(_("{n} of {base} sources").format(n=f"{row.sources:,}", base=f"{sources:,}"))
            told.append(_("{n} of {base} cases").format(n=f"{row.cases:,}", base=f"{cases:,}"))
        self.counts.setText(" · ".join(told))
        self.core.setChecked(row.id == self._findings.overview().core)
        self.core.setEnabled(self._session.project.writable)
        self.definition.setText(row.definition.strip().split("\n", 1)[0] or _("Not defined yet."))

    def _show_upper(self, row: CategoryRow) -> None:
        self.upper.setCurrentIndex(0 if self._properties else 1)
        self.save.setEnabled(bool(self._properties))
        self.by.setEnabled(bool(self._properties))
        self.add_link.setVisible(self._session.project.writable)
        words = _("What characterises {name}? Name a property, and the two poles between which it ranges.")
        self.no_properties.setText(words.format(name=f"“{row.name}”"))

    def _show_codes(self) -> None:
        from qda.coding import focused

        assert self.code_id is not None
        rows = members_of(focused.clusters(self._session.project).groups, self.code_id)
        self.words.say(_CODES, _("Codes ({n})").format(n=len(rows)) if rows else _("Codes"))
        self.codes.show_codes(rows)

    def _show_evidence(self) -> None:
        from qda.coding import properties

        if not self._session.is_open or self.code_id is None:
            return
        grid, row = self.grid.model_.grid, self.grid.row_at_hand()
        column, cell = self.grid.column_at_hand(), self.grid.cell_at_hand()
        if grid is None or row is None or cell is None:
            words = _("No property yet.") if self._findings.counted else _("Counting …")
            self.evidence.show_evidence(None, (), title="", empty=words, astray=frozenset())
            return
        astray = frozenset(grid.astray)
        ids = list(cell.evidence)
        if column is None and astray:
            placed = properties.placed(self._session.project, self.code_id)
            mine = (row.property_id, row.dimension_id)
            ids += [each.id for each in placed if each.id in astray and (each.property_id, each.dimension_id) == mine]
        rows = properties.evidence(self._session.project, ids)
        where = row_words(row) if column is None else f"{row_words(row)} · {column.name}"
        about = next((each.description for each in self._properties if each.id == row.property_id), "")
        self.evidence.show_evidence(
            row, rows, title=f"{where}. {about}" if about else where, empty=self._nothing(), astray=astray
        )
        if self.stack.currentWidget() is self.pick:
            self.choose_evidence(focus=False)

    def _tell(self) -> None:
        """A memo may hang on a property; the panel shows it."""
        row = self.grid.row_at_hand()
        if row is not None and self.grid.hasFocus() and self._session.is_open:
            self._session.select(Selection("property", row.property_id))

    def _nothing(self) -> str:
        column, cell = self.grid.column_at_hand(), self.grid.cell_at_hand()
        if cell is not None and column is not None and cell.state == "no data":
            return _("No data: nothing is coded in “{name}” yet.").format(name=column.name)
        if cell is not None and column is not None and cell.state == "absent":
            return _("“{name}” has coded data, but nothing of this category.").format(name=column.name)
        return _("Nothing found yet. E shows the segments of the category, to choose what is evidence here.")

    # --- evidence ---------------------------------------------------------------------------------

    def choose_evidence(self, *, focus: bool = True) -> None:
        """Show the segments of the category, to choose among."""
        row, column = self.grid.row_at_hand(), self.grid.column_at_hand()
        if self.code_id is None or row is None:
            self.ask_property()
            return
        within, ground = None, self._findings.ground()
        if column is not None and ground is not None:
            here = ground.segments(self.code_id)
            within = {each for each in here if column.key in ground.keys_of(each, self._by())}
        mine = {each.segment_id for each in self._pieces()}
        where = row_words(row) if column is None else f"{row_words(row)} · {column.name}"
        self.words.choose(_EVIDENCE)
        self.stack.setCurrentWidget(self.pick)
        title = _("Which segments show {what}?  Enter takes one, or lets it go.").format(what=where)
        self.pick.show_segments(self.code_id, mine, title, within)
        if focus:
            self.pick.take_keyboard()

    def _pieces(self) -> list[Placed]:
        from qda.coding import properties

        row = self.grid.row_at_hand()
        if row is None or self.code_id is None:
            return []
        placed, mine = properties.placed(self._session.project, self.code_id), (row.property_id, row.dimension_id)
        return [each for each in placed if (each.property_id, each.dimension_id) == mine]

    def _leave_pick(self, *, quietly: bool = False) -> None:
        if self.stack.currentWidget() is self.pick:
            self.stack.setCurrentWidget(self.evidence)
            if not quietly:
                target = self.evidence.list if self.evidence.list.quotes.rows else self.grid
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _attach(self, segment_ids: list[int], place: float | None = None) -> None:
        row = self.grid.row_at_hand()
        if row is not None and self._session.project.writable:
            self._acts.attach(row.property_id, segment_ids, dimension_id=row.dimension_id, place=place)

    def _on_dropped(self, _at: int, segment_ids: list[int]) -> None:
        self._attach(segment_ids)

    def _let_go(self, segment_ids: list[int]) -> None:
        ids = [each.id for each in self._pieces() if each.segment_id in segment_ids]
        if ids:
            self._acts.detach(ids)

    def go_to_evidence(self) -> None:
        """Go to the quotes of the cell; where there are none, choose some."""
        self.words.choose(_EVIDENCE)
        if self.evidence.list.quotes.rows:
            self.stack.setCurrentWidget(self.evidence)
            self.evidence.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose_evidence()

    def _on_word(self, number: int) -> None:
        self.stack.setCurrentIndex(number)

    # --- properties -------------------------------------------------------------------------------

    def ask_property(self) -> None:
        """Ask for a property of the category."""
        if self.code_id is not None:
            self._acts.ask_property(self.code_id)

    def property_at_hand(self) -> PropertyRow | None:
        """The property of the row at hand."""
        row = self.grid.row_at_hand()
        return next((each for each in self._properties if row is not None and each.id == row.property_id), None)

    def properties(self) -> list[PropertyRow]:
        """The properties of the category, in order."""
        return list(self._properties)

    def anchor(self) -> QRect | None:
        """Where to ask about what is at hand; None while this is not seen."""
        if not self.isVisible():
            return None
        index = self.grid.currentIndex()
        if self.grid.isVisible() and index.isValid():
            head = self.grid.verticalHeader()
            top = head.sectionViewportPosition(index.row())
            return anchor_of(head.viewport(), QRect(0, top, head.width(), head.sectionSize(index.row())))
        return anchor_of(self.name)

    def _on_property_made(self, property_id: int, dimension_id: int | None) -> None:
        self.read()
        self.grid.choose(property_id, dimension_id)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_relation_made(self, relation_id: int) -> None:
        self.relations.want(relation_id)
        if self.isVisible():
            self.read()
            self.words.choose(_RELATIONS)
            self.relations.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_relations(self) -> None:
        """Show the relations, and go there."""
        self.words.choose(_RELATIONS)
        self.relations.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Take the keyboard: the grid has it, or what begins it."""
        target = self.grid if self._properties else self.first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- taking it away ---------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a file and write the grid."""
        if self.code_id is None or not self._properties:
            return
        name, kinds = self._book.name(self.code_id), ";;".join(_FORMATS)
        path = ask_where(self, self._session, _("Grid as a table"), name, kinds, folder=self._folder)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the grid that is seen as .docx, .xlsx or .csv."""
        laid = self.grid.model_.grid
        if laid is None or self.code_id is None:
            return
        self._folder = path.parent
        shown: Grid = laid
        project, name = self._session.project, self._book.name(self.code_id)

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.coding import category_tables
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing
            from qda.study import queries

            with gate.leaving(project, "grid", name, progress=progress) as cleared:
                table = category_tables.grid_table(shown, name, study_title=queries.study(cleared).title)
                writing.write(path, [clearing.cleaned(cleared, table)], progress=progress)

        write_aside(self._session, self._jobs, path, work)
