"""Maps: categories, codes and memos on a surface, where the hand puts them, and the relations between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.ui.actions import Actions
from qda.ui.analysis.map_editing import MapEditing
from qda.ui.analysis.map_lines import Run, lay
from qda.ui.analysis.map_reading import Faces, Line, Node, count_segments, map_words, read
from qda.ui.analysis.map_view import MapView
from qda.ui.analysis.pieces import Empty, TitlePicker, button, page_sheet, soft
from qda.ui.jobs import Job, Jobs
from qda.ui.parts import KeyCap, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP, Ink

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Change

_DRAWN = ("category_map", "map_node", "map_edge", "relation", "relation_type", "code", "memo", "memo_version", "case")
_COUNTED = ("coding", "segment", "code")
_COUNT_LATER = 800  # milliseconds after the last coding
_FORMATS = N_("Pictures (*.svg *.png *.pdf)")


class MapPage(QWidget):
    """One map at a time, with its name above; what can be done stands beside it with its keys."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._faces = Faces()
        self._laying: Job | None = None
        self._counting: Job | None = None
        self._turn = 0
        self._behind = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Map"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._make_middle(), 1)
        self.editing = MapEditing(session, self.view, self)
        self.editing.made.connect(self._on_made)
        self._count_later = QTimer(self, singleShot=True, interval=_COUNT_LATER)
        self._count_later.timeout.connect(self._count)
        self._add_actions(actions)
        self._follow()
        self._dress(session.ink)
        self._begin()

    # --- what it is made of -----------------------------------------------------------------------

    def _make_head(self) -> QWidget:
        head = self._head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(5 * STEP, 4 * STEP, 6 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.names = TitlePicker(self._session, _("Which map"))
        self.names.activated.connect(lambda _index: self.show_map(self.names.currentData()))
        self.new = button(_("New map…"), self._ask_for_name)
        self.export = button(_("Export…"), self._ask_where)
        row.addWidget(self.names, 1)
        row.addWidget(self.new)
        row.addWidget(self.export)
        column.addLayout(row)
        row = QHBoxLayout()
        self.count = soft()
        self.count.setContentsMargins(STEP, 0, 0, 0)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self._make_hints())
        column.addLayout(row)
        return head

    def _make_hints(self) -> QWidget:
        """The keys that the surface knows."""
        self._hints = QWidget()
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(STEP + 2)
        self._caps = []
        told = (("N", _("node")), ("R", _("relation")), ("Del", _("take off")), ("F", _("fit")))
        for keys, words in told:
            cap = KeyCap(keys, self._session.ink)
            self._caps.append(cap)
            hints.addWidget(cap)
            label = soft(words)
            label.setContentsMargins(0, 0, 2 * STEP if keys != told[-1][0] else 0, 0)
            hints.addWidget(label)
        return self._hints

    def _make_middle(self) -> QWidget:
        self.view = MapView(self._session)
        self.empty = Empty(
            _("A map shows how categories, codes and memos relate: boxes where you put them, and lines between them."),
            _("New map…"),
            self._ask_for_name,
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self.view)
        self.middle.addWidget(self.empty)
        self._blank = soft(_("Press N for a first node, or drop codes here from the code tree."))
        self._blank.setParent(self.view)
        self._blank.setFont(small_font())
        self._blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._blank.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return self.middle

    def _add_actions(self, actions: Actions) -> None:
        here = self.view

        def add(name: str, words: str, act: Callable[[], object], keys: str | list[str] = "", hint: str = "") -> None:
            actions.add(name, words, act, keys=keys, where=here, hint=hint)

        def add_writing(name: str, words: str, act: Callable[[], object], keys: str | list[str] = "") -> None:
            actions.add(name, words, act, keys=keys, where=here, writes=True)

        add_writing("map.node", _("Put a node on the map…"), self.editing.ask_for_node, "N")
        add_writing("map.relation", _("Draw a relation…"), self.editing.ask_for_relation, "R")
        add_writing("map.remove", _("Take off the map"), self.editing.remove_chosen, ["Del", "Backspace"])
        add("map.next_line", _("Next line of this node"), self.view.next_line, "L")
        add("map.fit", _("Show the whole map"), self.view.fit, "F")
        add("map.zoom_in", _("Nearer"), lambda: self.view.zoom_by(1), "+")
        add("map.zoom_out", _("Farther"), lambda: self.view.zoom_by(-1), "-")
        actions.add("map.new", _("New map…"), self._ask_for_name, menu="&Reports", where=self, writes=True)
        actions.add("map.export", _("Map as a picture…"), self._ask_where, keys="Ctrl+E", menu="&Reports", where=self)

    def _follow(self) -> None:
        self.view.map.unsettled.connect(self._lay_lines)
        self.view.map.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._begin)
        self._session.changed.connect(self._on_changed)
        self._session.ink_changed.connect(self._dress)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another project, or none: its first map."""
        self._stop()
        self._faces = Faces()
        self.editing.put_away()
        self._catch_up()

    def _stop(self) -> None:
        self._count_later.stop()
        for job in (self._laying, self._counting):
            if job is not None:
                job.stop()
        self._laying = self._counting = None
        self._turn += 1

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_DRAWN):
            self._faces.forget(change.rows)
            # Who codes elsewhere makes codes by the minute: the map is read again when somebody looks at it.
            self._behind = True
            if self.isVisible():
                self._catch_up()
        if change.touches(*_COUNTED):
            self._count_later.start()

    def _catch_up(self) -> None:
        self._behind = False
        self._fill_names()
        self.show_map(self.names.currentData())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed, and count."""
        super().showEvent(event)
        if self._behind:
            self._catch_up()
        if self._session.is_open and not self._faces.counts:
            self._count()

    # --- which map --------------------------------------------------------------------------------

    def _fill_names(self) -> None:
        now = self.names.currentData()
        known: list[tuple[int, str]] = []
        if self._session.is_open:
            from qda.coding import maps

            known = maps.named(self._session.project)
        if known != [(self.names.itemData(row), self.names.itemText(row)) for row in range(self.names.count())]:
            self.names.clear()
            for map_id, name in known:
                self.names.addItem(name, map_id)
            self.names.setCurrentIndex(max(0, self.names.findData(now)) if known else -1)

    def map_id(self) -> int | None:
        """The map that is shown."""
        shown = self.view.map.shown()
        return None if shown is None else shown.id

    def show_map(self, map_id: int | None) -> None:
        """Show one of the maps; None where there is none."""
        shown = None
        if map_id is not None and self._session.is_open:
            try:
                shown = read(self._session.project, map_id, self._faces)
            except NotFound:
                shown = None  # it went between two readings; the next change brings the others
        self.view.show_map(shown)
        self.middle.setCurrentWidget(self.empty if shown is None else self.view)
        self._head.setVisible(shown is not None)
        self.setFocusProxy(self.empty.button if shown is None else self.view)
        self.count.setText(map_words(shown) if shown else "")
        self._blank.setVisible(shown is not None and not shown.nodes)
        self.names.setCurrentIndex(self.names.findData(map_id))
        writable = self._session.is_open and self._session.project.writable
        self.new.setEnabled(writable)
        self.empty.button.setEnabled(writable)
        self.export.setEnabled(bool(shown and shown.nodes))

    def _ask_for_name(self) -> None:
        """A new map needs a name."""
        at = self.new.mapTo(self, QPoint(0, self.new.height() + STEP)) if self._head.isVisible() else None
        self.editing.ask_for_name(at)

    def _on_made(self, map_id: int) -> None:
        self._fill_names()
        self.show_map(map_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- where lines run, how many segments -------------------------------------------------------

    def _lay_lines(self) -> None:
        """Find the ways of the lines beside the work; until then they run straight."""
        if self._laying is not None:
            self._laying.stop()
            self._laying = None
        scene = self.view.map
        boxes, lines, labels = scene.boxes(), scene.lines(), scene.labels()
        if not lines:
            return

        def work(progress: Progress) -> dict[int, Run]:
            progress.step(0, 0, "")
            return lay(boxes, lines, labels)

        self._turn += 1
        turn = self._turn
        self._laying = self._jobs.run(
            _("Laying the lines"), work, lambda runs: self._on_laid(runs) if turn == self._turn else None
        )

    def _on_laid(self, runs: dict[int, Run]) -> None:
        self._laying = None
        self.view.map.set_runs(runs)

    def _count(self) -> None:
        self._count_later.stop()
        if not self._session.is_open or not self.isVisible():
            self._faces.counts = {}
            return
        project = self._session.project

        def work(progress: Progress) -> dict[int, int]:
            progress.step(0, 0, "")
            return count_segments(project)

        self._counting = self._jobs.run(
            _("Counting segments"),
            work,
            lambda counts: self._on_counted(counts) if self._session.path() == project.path else None,
        )

    def _on_counted(self, counts: dict[int, int]) -> None:
        self._counting = None
        if counts != self._faces.counts:
            self._faces.counts = counts
            self.show_map(self.names.currentData())

    # --- choosing ---------------------------------------------------------------------------------

    def _on_chosen(self, one: Node | Line | None) -> None:
        if isinstance(one, Node) and one.target_id is not None and one.kind != "note":
            self._session.select(Selection(one.target, one.target_id))

    def _on_opened(self, node: Node) -> None:
        if node.is_code and node.target_id is not None:
            self._session.code_wanted.emit(node.target_id)
        elif node.kind == "memo" and node.target_id is not None:
            self._session.workspace_wanted.emit("memos")
            self._session.select(Selection("memo", node.target_id))

    # --- taking it away ---------------------------------------------------------------------------

    def _ask_where(self) -> None:
        shown = self.view.map.shown()
        if shown is None or not shown.nodes:
            return
        name = " ".join("".join(sign if sign.isalnum() or sign in " -_" else " " for sign in shown.name).split())
        beside = self._session.path()
        start = str((beside.parent if beside else Path.home()) / f"{name or _('Map')}.svg")
        path, _kind = QFileDialog.getSaveFileName(self, _("Map as a picture"), start, _(_FORMATS))
        if path:
            self.write(Path(path) if Path(path).suffix else Path(path + ".svg"))

    def write(self, path: Path) -> None:
        """Write the map that is shown as .svg, .png or .pdf."""
        map_id, project = self.map_id(), self._session.project
        if map_id is None:
            return

        def work(progress: Progress) -> None:
            from qda.export import maps

            progress.step(0, 0, "")
            maps.write(path, maps.picture(project, map_id))

        self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            work,
            lambda _nothing: self._session.told.emit(_("Wrote “{name}”.").format(name=path), ""),
            self._fail,
        )

    def _fail(self, error: Exception) -> None:
        # A fault of the program is shown by whoever watches all jobs.
        if isinstance(error, QdaError):
            self._session.failed.emit(error)

    # --- looks ------------------------------------------------------------------------------------

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(page_sheet(ink))
        for cap in self._caps:
            cap.set_ink(ink)

    def resizeEvent(self, event: object) -> None:
        """Hints of keys give way to the name of the map; the sentence on a blank map stays in its middle."""
        self._hints.setVisible(self.width() >= 560)
        self._blank.setGeometry(0, max(0, self.view.height() // 2 - 20), self.view.width(), 40)
