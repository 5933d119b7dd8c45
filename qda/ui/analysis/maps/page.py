"""Maps: categories, codes and memos on a surface, where the hand puts them, and the relations between them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from qda.errors import NotFound
from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.analysis.maps import actions as map_actions
from qda.ui.analysis.maps import choices as map_choices
from qda.ui.analysis.maps import taking as map_taking
from qda.ui.analysis.maps.asking import Asking
from qda.ui.analysis.maps.editing import MapEditing
from qda.ui.analysis.maps.frame import AROUND, MapFrame
from qda.ui.analysis.maps.naming import MapNaming
from qda.ui.analysis.maps.reading import Faces, Frame, Line, Map, Node, map_words, read, renewed
from qda.ui.analysis.maps.relating import MapRelating
from qda.ui.analysis.maps.suggesting import MapSuggesting
from qda.ui.analysis.maps.work import MapWork
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.room import Room, by_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qda.analysis.figures.map_counts import MapCounts
    from qda.analysis.figures.map_proposals import Proposal
    from qda.project.project import Change

_DRAWN = (
    "category_map", "map_node", "map_edge", "map_member", "map_refusal", "relation", "relation_type", "code", "memo",
    "memo_version", "case",
)  # fmt: skip
_COUNTED = ("coding", "segment", "code")
_FEW = 100  # boxes of a change that are looked at one by one
_COUNT_LATER = 800  # milliseconds after the last coding
_COUNT_FIRST = 150  # the map is painted first: counting would take the processor from it
_ROOM = 124  # mean characters of the window's font: with less than that, the study at the left gives way


class MapPage(MapFrame):
    """One map at a time, with its name above; what can be done stands beside it with its keys."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        Room(session, self, by_letters(self, _ROOM))
        self._jobs = jobs
        self._actions = actions
        self._faces = Faces()
        self._keeping_up = KeepingUp(self, self._catch_up)
        self._suggesting = MapSuggesting(session)
        self._asking = Asking(session, self.view, self)
        self.editing = MapEditing(self._asking)
        self.relating = MapRelating(self._asking, self.editing)
        self.naming = MapNaming(self._asking)
        self.work = MapWork(session, jobs, self.view.map, self)
        self._count_later = QTimer(self, singleShot=True)
        self._count_later.timeout.connect(self._count)
        map_actions.add_actions(actions, self)
        self._follow()
        self._begin()

    def _follow(self) -> None:
        self.map_wanted.connect(self.show_map)
        self.name_wanted.connect(self.ask_for_name)
        self.menu_wanted.connect(self._open_menu)
        self.path_wanted.connect(self.ask_where)
        self.view.map.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self._open_menu_at)
        self.naming.wanted.connect(self._on_wanted)
        self.relating.set_aside.connect(self._set_aside)
        self.proposals.chosen.connect(lambda line: self.view.choose_line(line.id))
        self.proposals.accepted.connect(self.relating.edit)
        self.proposals.set_aside.connect(self._set_aside)
        self.proposals.taken_up.connect(self._take_up)
        self.proposals.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.work.counted.connect(self._on_counted)
        self.work.proposed.connect(self._on_proposed)
        self.work.arranged.connect(self._on_arranged)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._begin)
        self._session.changed.connect(self._on_changed)
        self._session.thing_wanted.connect(self._on_thing)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another project, or none: its first map."""
        self._stop()
        self._faces = Faces()
        self._suggesting.clear()
        self._asking.put_away()
        self._catch_up()

    def _stop(self) -> None:
        self._count_later.stop()
        self.work.stop()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_DRAWN):
            if self.isVisible() and not self._keeping_up.stale and self._follow_boxes(change):
                return
            self._faces.forget(change.rows)
            # Who codes elsewhere makes codes by the minute: the map is read again when somebody looks at it.
            self._keeping_up.outdate()
        if change.touches(*_COUNTED):
            self._count_later.start(_COUNT_LATER)

    def _follow_boxes(self, change: Change) -> bool:
        """True where boxes have moved and no more: then those alone are read."""
        shown = self.view.map.shown()
        if shown is None or change.rows.keys() != {"map_node"} or len(change.rows["map_node"]) > _FEW:
            return False
        now = renewed(self._session.project, shown, change.rows["map_node"], self._faces)
        if now is not None:
            self.view.renew(now, change.rows["map_node"])
        return now is not None

    def _catch_up(self) -> None:
        self._keeping_up.caught_up()
        self._fill_names()
        self.show_map(self.names.currentData())

    def showEvent(self, event: QShowEvent) -> None:
        """Count what its boxes may tell."""
        super().showEvent(event)
        if self._session.is_open and self._faces.counts is None:
            self._count_later.start(_COUNT_FIRST)

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
        shown = self._with_proposals(shown)
        self.legend.show_rows(shown)
        self.view.room_below = self.legend.height() + AROUND if shown and shown.legend else 0.0
        self.view.show_map(shown)
        self.middle.setCurrentWidget(self.empty if shown is None else self.view)
        self._head.setVisible(shown is not None)
        self.setFocusProxy(self.empty.button if shown is None else self.view)
        self.count.setText(map_words(shown) if shown else "")
        self.names.setToolTip(shown.description if shown else "")
        self.names.setAccessibleDescription(shown.description if shown else "")
        self._blank.setVisible(shown is not None and not shown.nodes and not shown.frames)
        self.names.setCurrentIndex(self.names.findData(map_id))
        writable = self._session.is_open and self._session.project.writable
        self.new.setEnabled(writable)
        self.empty.button.setEnabled(writable)
        self.export.setEnabled(bool(shown and shown.nodes))
        on = self._suggesting.on and shown is not None and self._suggesting.knows(shown.id)
        self.proposals.show_proposals(shown, on=on, aside=self._suggesting.count_aside(shown.id) if on and shown else 0)
        self.settle()

    def _on_thing(self, kind: str, number: int) -> None:
        """Show the map that a link elsewhere leads to."""
        if kind == "category_map" and self._session.is_open:
            self.show_map(number)

    def step(self, by: int) -> None:
        """Show the next map, or the one before."""
        if self.names.count():
            self.show_map(self.names.itemData((self.names.currentIndex() + by) % self.names.count()))

    def ask_for_name(self) -> None:
        """A new map needs a name."""
        at = self.new.mapTo(self, QPoint(0, self.new.height() + STEP)) if self._head.isVisible() else None
        self.naming.ask_for_name(at)

    def _on_wanted(self, map_id: int) -> None:
        self._fill_names()
        self.show_map(map_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- arranging, and what the data suggest -----------------------------------------------------

    def ask_how_to_arrange(self) -> None:
        """Ask for a layout, and whether what the hand placed stays."""
        shown = self.view.map.shown()
        if shown is None or not shown.nodes:
            return

        def told(answer: object) -> None:
            now = self.view.map.shown()
            if isinstance(answer, tuple) and now is not None:
                manner, everything = answer
                self.work.arrange(now, manner, everything=everything)

        hint = _("Layers or forces; these or all")
        self._asking.ask(_("Arrange the map"), hint, map_choices.manners(), told, at=self._asking.centre())

    def _on_arranged(self, map_id: int, places: dict[int, tuple[float, float]]) -> None:
        if map_id != self.map_id():
            return
        if not places:
            self._session.said.emit(_("Nothing moved: every node was placed by hand, or lies well already."))
            return
        from qda.coding import maps

        self._asking.act(lambda project, _shown: maps.arrange(project, places))
        self.view.fit()

    def toggle_proposals(self) -> None:
        """Show what the data suggest, or hide it again."""
        shown = self.view.map.shown()
        if shown is None:
            return
        self._suggesting.on = not self._suggesting.on
        if self._suggesting.on:
            self.work.propose(shown)
        else:
            self.show_map(shown.id)

    def _on_proposed(self, map_id: int, found: Sequence[Proposal]) -> None:
        self._suggesting.take(map_id, found)
        if map_id == self.map_id() and self._suggesting.on:
            self.show_map(map_id)
            if self.proposals.isVisible():
                self.proposals.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_proposals(self, shown: Map | None) -> Map | None:
        if shown is None or not self._suggesting.on:
            return shown
        if not self._suggesting.knows(shown.id):
            self.work.propose(shown)
        return self._suggesting.onto(shown)

    def _set_aside(self, line: Line) -> None:
        shown = self.view.map.shown()
        if shown is not None and self._asking.may_write():
            self._suggesting.set_aside(shown, line)

    def _take_up(self) -> None:
        shown = self.view.map.shown()
        if shown is not None and self._asking.may_write():
            self._suggesting.take_up(shown.id)
            self.proposals.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- how many segments ------------------------------------------------------------------------

    def _count(self) -> None:
        self._count_later.stop()
        if not self._session.is_open or not self.isVisible():
            self._faces.counts = None
            return
        self.work.count()
        shown = self.view.map.shown()
        if self._suggesting.on and shown is not None:
            self.work.propose(shown)

    def _on_counted(self, counts: MapCounts) -> None:
        if counts != self._faces.counts:
            self._faces.counts = counts
            self.show_map(self.names.currentData())

    # --- choosing ---------------------------------------------------------------------------------

    def _on_chosen(self, one: Node | Line | Frame | None) -> None:
        if isinstance(one, Node) and one.target_id is not None and one.kind != "note":
            self._session.select(Selection(one.target, one.target_id))
        elif isinstance(one, Line) and one.relation_id is not None:
            self._session.select(Selection("relation", one.relation_id))

    def _on_opened(self, one: Node | Line | Frame) -> None:
        if not isinstance(one, Node) or one.kind == "note":
            self.edit_chosen()
        elif one.target_id is not None:
            jumps.jump(self._session, one.target, one.target_id)

    def open_chosen(self) -> None:
        """Go to the code or memo that the chosen box stands for."""
        chosen = self.view.map.chosen_nodes()
        if chosen:
            self._on_opened(chosen[0])

    def edit_chosen(self) -> None:
        """Ask for other words of what is chosen: a line, a note, a group."""
        one = self.view.chosen()
        if isinstance(one, Line):
            self.relating.edit(one)
        elif isinstance(one, Frame) or (one is not None and one.target == "note"):
            if self._asking.may_write():
                self.editing.reword(one.id, one.title)
        elif one is not None:
            self._session.said.emit(_("Its name is that of its code, memo or case; change it there."))

    def _open_menu(self) -> None:
        made = map_actions.menu(self._actions, map_actions.MAPS, self)
        made.aboutToHide.connect(made.deleteLater)
        made.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + STEP)))

    def _open_menu_at(self, at: QPoint) -> None:
        one = self.view.chosen()
        kinds = {Node: map_actions.NODES, Line: map_actions.LINES, Frame: map_actions.FRAMES}
        names = map_actions.NOTHING if one is None else kinds[type(one)]
        made = map_actions.menu(self._actions, names, self)
        made.aboutToHide.connect(made.deleteLater)
        made.popup(at)

    # --- taking it away ---------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for the file that the map is to be written as."""
        shown = self.view.map.shown()
        if shown is not None and shown.nodes:
            path = map_taking.ask(self._session, shown.name, self)
            if path is not None:
                self.write(path)

    def write(self, path: Path) -> None:
        """Write the map as it is seen: .svg, .png, .pdf, .docx or .graphml by the name's ending."""
        shown = self.view.map.shown()
        if shown is not None:
            drawn = {line.id for line in shown.proposals}
            suggested = self._suggesting.seen(shown.id) if drawn else []
            seen = [each for each in suggested if -((each.one << 32) | each.other) in drawn]
            map_taking.write(self._session, self._jobs, shown.id, seen, path)
