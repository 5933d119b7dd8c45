"""The left panel: the study as a tree of units, cases and sources, with what has been looked at of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.bottom_line import coverage_words
from qda.ui.jobs import Jobs
from qda.ui.lists import editing
from qda.ui.parts.empty import Empty
from qda.ui.session import Selection, Session
from qda.ui.study import acts
from qda.ui.study.bars import Bars
from qda.ui.study.contents import Contents
from qda.ui.study.deleting import delete
from qda.ui.study.outline import HOMELESS, Key
from qda.ui.study.parts import resized, soft
from qda.ui.study.tree.model import Node, StudyModel
from qda.ui.study.tree.painter import MARGIN, TreePainter
from qda.ui.study.tree.passage_field import PassageAct
from qda.ui.study.tree.view import TreeView
from qda.ui.theme import STEP


class StudyTree(QWidget):
    """Units, cases and sources. A click or Enter opens a source; rows are renamed, moved and deleted in place."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._contents = Contents.of(session)
        self.bars = Bars.of(session, jobs)
        self._following = False
        self._awaited: Key | None = None
        self.passage = PassageAct(session, jobs, self)
        self.model = StudyModel(self)
        self.model.coverage = self._coverage
        self.view = TreeView(session, self.model, self)
        self._painter = TreePainter(session, self.model, self.bars, self.view)
        self.view.setItemDelegate(self._painter)
        self._lay_out()
        self._add_actions()
        self._connect()
        self._show()
        if session.glance is not None and session.glance.text is not None:
            self._follow(Key("source", session.glance.text.source_id))

    def head_words(self) -> tuple[str, str]:
        """What stands over the tree."""
        return self._title.text(), self._count.text()

    def _coverage(self, source_id: int) -> str:
        found = self.bars.of_source(source_id)
        return "" if found is None else coverage_words(found.lines, found.coded, found.passed)

    # --- building ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(STEP * 3, STEP * 3, MARGIN, STEP * 2)
        self._title, self._count = soft(QLabel(_("Study"))), soft(QLabel())
        for label in (self._title, self._count):
            label.setFont(resized(self.font(), 0.9, bold=True))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        column.addLayout(head)
        self.empty = Empty(_("A study begins with its transcripts."), _("Import files…"), self._import)
        self.empty.offer_also(_("Import a folder…"), lambda: self._actions.get("project.import_folder").trigger())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.setMinimumWidth(STEP * 45)
        self.setFocusProxy(self.view)

    def _add_actions(self) -> None:
        add, view = self._actions.add, self.view
        menu = "&Study"
        add("study.new_case", _("New case"), self._new_case, keys="Ins", menu=menu, where=view, writes=True)
        add("study.new_unit", _("New unit of analysis"), self._new_unit_row, keys="Shift+Ins", menu=menu, where=view,
            writes=True)  # fmt: skip
        for name, text, act, keys, may in (
            ("study.rename", _("Rename"), self._rename, "F2", self._may_rename),
            ("study.delete", _("Delete"), self._delete, "Del", lambda: bool(self._chosen_rows())),
            ("study.up", _("Move up"), lambda: self._step(-1), "Alt+Up", lambda: self._may_step(-1)),
            ("study.down", _("Move down"), lambda: self._step(1), "Alt+Down", lambda: self._may_step(1)),
        ):
            add(name, text, act, keys=keys, menu=menu, where=view, writes=True, when=may)
        add("study.assign_passage", _("Assign passage to case…"), self.passage.ask, keys="Ctrl+Shift+P", menu=menu,
            writes=True, hint=_("The words selected in the text speak of another case than their source"),
            when=lambda: self._session.selection.span is not None)  # fmt: skip

    def _connect(self) -> None:
        view, model, session = self.view, self.model, self._session
        view.clicked.connect(self._on_clicked)
        view.activated.connect(self._open)
        view.menuWanted.connect(self._show_menu)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        # Rows must not come and go while their field is still open.
        model.renamed.connect(self._on_renamed, Qt.ConnectionType.QueuedConnection)
        model.named.connect(self._on_named, Qt.ConnectionType.QueuedConnection)
        model.dropped.connect(self._on_dropped, Qt.ConnectionType.QueuedConnection)
        self._painter.closeEditor.connect(self._on_editor_closed, Qt.ConnectionType.QueuedConnection)
        self._contents.changed.connect(self._show)
        self.bars.updated.connect(lambda: view.viewport().update())
        session.opened.connect(self._show_all)
        session.source_wanted.connect(self._on_source_wanted)
        session.selected.connect(self._on_selected_elsewhere)
        session.ink_changed.connect(lambda _ink: view.viewport().update())

    # --- showing -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.model.writable = self._session.is_open and self._session.project.writable
        contents = self._contents
        chosen, here = [node.key for node in self.view.chosen()], self.model.node(self.view.currentIndex())
        open_before = {node.key for top in self.model.tops() for node in (top, *top.below()) if self._is_open(node)}
        known = {node.key for top in self.model.tops() for node in (top, *top.below())}
        scrolled = self.view.verticalScrollBar().value()
        self._following = True
        self.model.show(contents.branches)
        for top in self.model.tops():
            for node in (top, *top.below()):
                if node.children and (node.key in open_before or node.key not in known):
                    self.view.setExpanded(self.model.index_of(node.key), True)
        self._choose_again(chosen, None if here is None else here.key)
        self._following = False
        self.view.executeDelayedItemsLayout()
        self.view.verticalScrollBar().setValue(scrolled)
        self._choose_awaited()
        count = sum(branch.count for branch in contents.branches)
        self._count.setText(ngettext("{count} source", "{count} sources", count).format(count=count))
        self._count.setVisible(self._session.is_open or self._session.glance is not None)
        self._stack.setCurrentIndex(0 if contents.branches else 1)
        self.empty.setVisible(self._session.is_open and self._stack.currentIndex() == 1)

    def _is_open(self, node: Node) -> bool:
        # A home that had nothing in it counts as open, so that its first source is seen.
        return not node.children or self.view.isExpanded(self.model.index_of(node.key))

    def _choose_again(self, keys: Sequence[Key], current: Key | None) -> None:
        """Rows that were moved to another home have lost their place in the selection."""
        model = self.view.selectionModel()
        flag = model.SelectionFlag
        for key in keys:
            index = self.model.index_of(key)
            if index.isValid() and not model.isSelected(index):
                model.select(index, flag.Select | flag.Rows)
        if current is not None and (index := self.model.index_of(current)).isValid():
            self.view.setAutoScroll(False)  # it would unfold what the row stands in
            model.setCurrentIndex(index, flag.NoUpdate)
            self.view.setAutoScroll(True)

    def _choose_awaited(self) -> None:
        if self._awaited is not None and (index := self.model.index_of(self._awaited)).isValid():
            self._awaited = None
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _show_all(self) -> None:
        self.view.expandAll()

    # --- where it was left -------------------------------------------------------------------------------------

    def memory(self) -> dict[str, Any]:
        """Which homes are folded, and the first row in view."""
        nodes = [node for top in self.model.tops() for node in (top, *top.below())]
        first = self.model.node(self.view.indexAt(QPoint(0, 0)))
        return {
            "folded": [[node.key.kind, node.key.id] for node in nodes if not self._is_open(node)],
            "top": None if first is None else [first.key.kind, first.key.id],
        }

    def remember(self, memory: Mapping[str, Any], *, glanced: bool) -> None:
        """Be so again; what is gone is left out."""
        for folded in memory.get("folded", ()):
            if (index := self._index_of(folded)).isValid():
                self.view.setExpanded(index, False)
        self.view.executeDelayedItemsLayout()
        if (top := self._index_of(memory.get("top"))).isValid():
            self.view.scrollTo(top, TreeView.ScrollHint.PositionAtTop)

    def _index_of(self, remembered: object) -> QModelIndex:
        match remembered:
            case [("unit" | "case" | "source" | "homeless") as kind, int(number)]:
                return self.model.index_of(Key(kind, number))
        return QModelIndex()

    # --- choosing and opening --------------------------------------------------------------------------------------

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.view.chosen()) == 1:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node is not None and node.key.kind == "source":
            self._session.show_source(node.key.id)

    def _on_selected(self) -> None:
        node = self.model.node(self.view.currentIndex())
        if node is None or self._following or node.key.kind not in ("unit", "case", "source"):
            return
        if self.view.selectionModel().isSelected(self.view.currentIndex()):
            self._session.select(Selection(node.key.kind, node.key.id))

    def _on_source_wanted(self, source_id: int, _span: Span | None) -> None:
        self._follow(Key("source", source_id))

    def _on_selected_elsewhere(self, selection: Selection) -> None:
        if selection.kind in ("unit", "case", "source"):
            self._follow(Key(selection.kind, selection.id))  # type: ignore[arg-type]  # one of the three

    def _follow(self, key: Key) -> None:
        index = self.model.index_of(key)
        if not index.isValid() or self.view.selectionModel().isSelected(index):
            return
        self._following = True
        flag = self.view.selectionModel().SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.view.scrollTo(index)
        self._following = False

    # --- acts ---------------------------------------------------------------------------------------------------------

    def _import(self) -> None:
        self._actions.get("project.import").trigger()

    def _act(self, act: Callable[[], object]) -> object:
        return self._session.act(act)

    def _rename(self) -> None:
        if self._may_rename():
            editing.begin(self.view, self.view.currentIndex())

    def _may_rename(self) -> bool:
        index = self.view.currentIndex()
        return index.isValid() and bool(self.model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _chosen_rows(self) -> list[Node]:
        return [node for node in self.view.chosen() if node.key.kind in ("unit", "case", "source")]

    def _on_renamed(self, key: Key, name: str) -> None:
        self._act(lambda: acts.rename(self._session.project, key, name))

    def _new_unit_row(self) -> None:
        self._begin_new(None)

    def _new_case(self) -> None:
        self._begin_new(self._unit_at(self.model.node(self.view.currentIndex())))

    def _unit_at(self, node: Node | None) -> int | None:
        """The unit in which a new case would stand; None where there is no unit yet."""
        while node is not None and node.key.kind != "unit":
            node = node.parent
        if node is not None:
            return node.key.id
        return next((unit.id for unit in reversed(self._contents.units)), None)

    def _begin_new(self, unit_id: int | None) -> None:
        if not self.isVisible():
            self._session.workspace_wanted.emit("study")
        self._stack.setCurrentIndex(0)
        if unit_id is not None:
            self.view.expand(self.model.index_of(Key("unit", unit_id)))
        index = self.model.begin_new(unit_id)
        self.view.setFocus()
        self.view.scrollTo(index)
        self.view.setCurrentIndex(index)
        editing.begin(self.view, index)

    def _on_named(self, new: Key, name: str) -> None:
        self.model.drop_new()
        made = self._act(lambda: acts.create(self._session.project, new, name))
        if isinstance(made, Key):
            self._awaited = made  # the tree is read again a little later when many changes pour in
            self._choose_awaited()

    def _on_editor_closed(self) -> None:
        if self.view.state() != TreeView.State.EditingState:
            self.model.drop_new()
            self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _delete(self) -> None:
        nodes = self._chosen_rows()
        if not nodes:
            return
        names = [node.name for node in nodes]
        keys = [node.key for node in nodes]
        delete(self._session, self._jobs, keys, names)

    def _step(self, way: int) -> None:
        nodes = self.view.chosen()
        if not self._may_step(way) or nodes[0].parent is None:
            return
        siblings = [node.key for node in nodes[0].parent.children]
        keys = [node.key for node in nodes]
        self._act(lambda: acts.step(self._session.project, keys, siblings, self._contents.units, way))

    def _may_step(self, way: int) -> bool:
        """Siblings of one kind that are not all at the end already."""
        nodes = self.view.chosen()
        kinds = {(node.key.kind, id(node.parent)) for node in nodes}
        if len(kinds) != 1 or nodes[0].parent is None or nodes[0].key == HOMELESS:
            return False
        alike = [node for node in nodes[0].parent.children if node.key.kind == nodes[0].key.kind]
        return (alike[: len(nodes)] if way < 0 else alike[-len(nodes) :]) != nodes

    def _on_dropped(self, keys: list[Key], target: Key | None, row: int) -> None:
        moved = [key.id for key in keys]
        names = [node.name for key in keys if (node := self.model.find(key)) is not None]
        home = None if target is None else self.model.find(target)
        siblings = [node.key for node in (self.model.tops() if home is None else home.children)]
        same = [key.id for key in siblings if key.kind == keys[0].kind]
        at = None if row < 0 else sum(key.kind == keys[0].kind for key in siblings[:row])
        project, units = self._session.project, self._contents.units
        if target is None:
            self._act(lambda: acts.place_units(project, moved, units, len(same) if at is None else at))
        elif keys[0].kind == "case":
            self._act(lambda: acts.place_cases(project, moved, names, target.id, units, at))
        else:
            self._act(lambda: acts.place_sources(project, moved, names, target, same, at))

    # --- menu ---------------------------------------------------------------------------------------------------------

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu(self) -> QMenu:
        """What can be done here and now."""
        menu = QMenu(self)
        nodes = self.view.chosen()
        sources = [node for node in nodes if node.key.kind == "source"]
        if len(sources) == len(nodes) == 1:
            menu.addAction(_("Open"), lambda: self._session.show_source(sources[0].key.id))
        if nodes:
            menu.addAction(self._actions.get("study.rename"))
        if sources and self.model.writable:
            self._add_homes(menu.addMenu(_("Move to")), [node.key.id for node in sources])
        if nodes:
            menu.addAction(self._actions.get("study.delete"))
            menu.addSeparator()
        menu.addAction(self._actions.get("study.new_case"))
        menu.addAction(self._actions.get("study.new_unit"))
        return menu

    def _add_homes(self, menu: QMenu, source_ids: list[int]) -> None:
        def add(name: str, home: Key) -> None:
            def move() -> None:
                self._act(lambda: acts.hang(self._session.project, source_ids, home))

            menu.addAction(name, move)

        for unit in self._contents.units:
            add(unit.name, Key("unit", unit.id))
            for case in unit.cases:
                add(f"    {case.name}", Key("case", case.id))
        menu.addSeparator()
        add(_("No home yet"), HOMELESS)
