"""Everything that can be done on a map, by its keys; the menu of the page and that of the mouse are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.analysis.maps.align import WAYS

if TYPE_CHECKING:
    from qda.ui.analysis.maps.page import MapPage

MAPS = ("map.new", "map.duplicate", "map.rename", "map.describe", "map.delete", "", "map.pick", "map.next",
        "map.previous", "", "map.arrange", "map.counts", "map.proposals", "", "map.export")  # fmt: skip
NODES = ("map.open", "map.relation", "map.reword", "map.color", "", "map.group", "map.ungroup", "map.take_out", "",
         "map.align", "", "map.remove")  # fmt: skip
LINES = ("map.edit_line", "map.turn", "map.note", "", "map.remove", "map.delete_relation")
FRAMES = ("map.reword", "map.color", "", "map.ungroup", "map.remove")
NOTHING = ("map.node", "map.group", "", "map.arrange", "map.counts", "map.proposals", "", "map.everything", "map.fit",
           "map.full_size")  # fmt: skip


def add_actions(actions: Actions, page: MapPage) -> None:
    """Make the actions of a map's page."""
    here, view, editing = page.view, page.view, page.editing
    relating, naming = page.relating, page.naming

    def add(name: str, words: str, act: Callable[[], object], keys: str | list[str] = "") -> None:
        actions.add(name, words, act, keys=keys, where=here)

    def write(name: str, words: str, act: Callable[[], object], keys: str | list[str] = "") -> None:
        actions.add(name, words, act, keys=keys, where=here, writes=True)

    def whole(name: str, words: str, act: Callable[[], object], keys: str = "", *, writes: bool = True) -> None:
        actions.add(name, words, act, keys=keys, menu="&Reports", where=page, writes=writes)

    write("map.node", _("Put a node on the map…"), editing.ask_for_node, "N")
    write("map.relation", _("Draw a relation…"), relating.ask_for_relation, "R")
    write("map.remove", _("Take off the map"), relating.remove_chosen, ["Del", "Backspace"])
    write("map.delete_relation", _("Delete the relation"), lambda: editing.remove_chosen(for_study=True), "Shift+Del")
    write("map.edit_line", _("Other words for this line…"), page.edit_chosen, ["E", "F2"])
    write("map.reword", _("Other words for this note or group…"), page.edit_chosen)
    write("map.turn", _("Turn the line round"), relating.turn, "T")
    write("map.note", _("Note on the relation…"), relating.ask_for_note, "W")
    write("map.group", _("Group…"), editing.group, "G")
    write("map.ungroup", _("Ungroup"), editing.ungroup, "Shift+G")
    write("map.take_out", _("Take out of its group"), editing.take_out, "O")
    write("map.color", _("Colour…"), editing.ask_for_color, "C")
    write("map.arrange", _("Arrange…"), page.ask_how_to_arrange, "A")
    write("map.align", _("Align and spread…"), editing.ask_how_to_align, "Shift+A")
    for way, words in WAYS.items():
        write(f"map.align.{way}", _(words), partial(editing.align, way))
    write("map.counts", _("Sizes and colours tell…"), naming.ask_what_counts_tell, "S")
    add("map.proposals", _("Show what the data suggest"), page.toggle_proposals, "P")
    add("map.open", _("Open what the node stands for"), page.open_chosen)
    add("map.find", _("Find on the map…"), editing.ask_where_is, ["/", "Ctrl+F"])
    add("map.everything", _("Choose all nodes"), view.map.choose_everything, "Ctrl+A")
    add("map.next_line", _("Next line of this node"), view.next_line, "L")
    add("map.fit", _("Show the whole map"), view.fit, "F")
    add("map.full_size", _("Full size"), view.full_size, "1")
    add("map.zoom_in", _("Nearer"), lambda: view.zoom_by(1), "+")
    add("map.zoom_out", _("Farther"), lambda: view.zoom_by(-1), "-")
    add("map.pick", _("Show another map…"), naming.pick, "M")
    whole("map.new", _("New map…"), page.ask_for_name)
    whole("map.duplicate", _("Duplicate the map…"), naming.duplicate)
    whole("map.rename", _("Rename the map…"), naming.rename)
    whole("map.describe", _("Describe the map…"), naming.describe)
    whole("map.delete", _("Delete the map"), naming.delete)
    whole("map.next", _("Next map"), lambda: page.step(1), "Ctrl+PgDown", writes=False)
    whole("map.previous", _("Previous map"), lambda: page.step(-1), "Ctrl+PgUp", writes=False)
    whole("map.export", _("Map as a picture…"), page.ask_where, "Ctrl+E", writes=False)


def menu(actions: Actions, names: Sequence[str], parent: QWidget) -> QMenu:
    """A menu of some of them; "" is a line between."""
    made = QMenu(parent)
    for name in names:
        if name:
            made.addAction(actions.get(name))
        else:
            made.addSeparator()
    return made
