"""Changing a map: what is to be put on it, moved, joined or taken off is asked beside the place and done in one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.analysis import map_acts, map_choices
from qda.ui.analysis.choosing import Choice, Chooser
from qda.ui.analysis.map_choices import Label, Thing
from qda.ui.analysis.map_reading import HEIGHT, WIDTH, Line, Map, Node, line_words
from qda.ui.analysis.map_view import MapView
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.project.project import Project

T = TypeVar("T")

_BENEATH = 40.0  # map units between a box and the next one that is put under it


class MapEditing(QObject):
    """Does what the surface tells and what the keys ask for. The map is shown anew when the change comes back."""

    made = Signal(int)  # the id of a new map

    def __init__(self, session: Session, view: MapView, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._view = view
        self._page = page
        self._then: Callable[[object], None] | None = None
        self.chooser = Chooser(session, page)
        self.chooser.taken.connect(self._answer)
        self.chooser.named.connect(lambda label: self._answer(Label(label)))
        view.moved.connect(self._move)
        view.related.connect(self._on_related)
        view.dropped.connect(self._put_codes)

    # --- asking -----------------------------------------------------------------------------------

    def put_away(self) -> None:
        """Ask nothing any more."""
        self.chooser.put_away()

    def _ask(
        self,
        at: QPoint,
        heading: str,
        hint: str,
        choices: Sequence[Choice],
        then: Callable[[object], None],
        *,
        make: str = "",
    ) -> None:
        self._then = then
        self.chooser.open(at, heading, hint, choices, make=make)

    def _answer(self, value: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(value)

    def _beside(self) -> QPoint:
        """Where to ask: under the chosen box, else in the middle."""
        chosen = self._view.map.chosen_nodes()
        if not chosen:
            return self._centre()
        place = self._view.viewport().mapTo(self._page, self._view.place_in_view(chosen[0].id))
        return place + QPoint(0, 2 * STEP)

    def _centre(self) -> QPoint:
        return QPoint(max(0, self._page.width() // 2 - 170), self._page.height() // 3)

    def _act(self, act: Callable[[Project, Map], T]) -> T | None:
        """Do something to the map that is shown; what the user can meet is told."""
        shown = self._view.map.shown()
        if shown is None or not self._session.project.writable:
            return None
        return self._session.act(act, self._session.project, shown)

    # --- a new map --------------------------------------------------------------------------------

    def ask_for_name(self, at: QPoint | None) -> None:
        """Ask what a new map is to be called; `at` is where on the page."""
        if self._session.is_open and self._session.project.writable:
            make = _("New map “{label}”")
            self._ask(at or self._centre(), _("New map"), _("What it shows"), [], self._create, make=make)

    def _create(self, answer: object) -> None:
        if isinstance(answer, Label):
            from qda.coding import maps

            made = self._session.act(maps.create, self._session.project, answer.text)
            if made is not None:
                self.made.emit(made)

    # --- boxes ------------------------------------------------------------------------------------

    def _move(self, places: dict[int, tuple[float, float]]) -> None:
        from qda.coding import maps

        self._act(lambda project, _shown: maps.move_nodes(project, places))

    def _put_codes(self, code_ids: Sequence[int], at: tuple[float, float]) -> None:
        new = self._act(lambda project, shown: map_acts.add_codes(project, shown, code_ids, at))
        shown = self._view.map.shown()
        if new is None or shown is None:
            return
        there = [node.id for node in shown.nodes if node.target == "code" and node.target_id in code_ids]
        if not new:
            self._session.said.emit(_("It is on the map already."))
        if there:
            self._view.choose_node((new or there)[0])
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for_node(self) -> None:
        """Ask what to put on the map: a code, a memo, a case, or a note of one's own."""
        shown = self._view.map.shown()
        if shown is not None:
            choices = map_choices.things(self._session.project, shown)
            hint = _("Code, memo, case, or a note")
            self._ask(self._beside(), _("Put on the map"), hint, choices, self._put, make=_("Note “{label}”"))

    def _put(self, answer: object) -> None:
        at = self._free_spot()
        if isinstance(answer, Thing) and answer.target == "code":
            self._put_codes([answer.id], at)
            return
        if isinstance(answer, Thing):
            thing = answer
            new = self._act(lambda project, shown: map_acts.add_other(project, shown, thing.target, thing.id, at))
        elif isinstance(answer, Label):
            text = answer.text
            new = self._act(lambda project, shown: map_acts.add_other(project, shown, "note", None, at, text))
        else:
            return
        if new is not None:
            self._view.choose_node(new)

    def _free_spot(self) -> tuple[float, float]:
        """Under what is chosen, else in the middle of what is seen."""
        chosen = self._view.map.chosen_nodes()
        if chosen:
            item = self._view.map.item(chosen[0].id)
            return chosen[0].x, chosen[0].y + (item.height if item else chosen[0].h) + _BENEATH
        x, y = self._view.middle()
        return x - WIDTH / 2, y - HEIGHT / 2

    # --- relations --------------------------------------------------------------------------------

    def ask_for_relation(self) -> None:
        """Ask what the chosen box relates to, then how; of two chosen boxes, how the first relates to the second."""
        shown, chosen = self._view.map.shown(), self._view.map.chosen_nodes()
        if shown is None:
            return
        if not chosen:
            self._session.said.emit(_("Choose a node first: Tab goes from node to node."))
        elif len(chosen) == 2:
            self._ask_how(chosen[0], chosen[1], self._beside())
        else:
            start, at = chosen[0], self._beside()
            heading = _("“{name}” relates to").format(name=start.title)
            then = lambda end: self._ask_how(start, end, at) if isinstance(end, Node) else None  # noqa: E731
            self._ask(at, heading, _("Node"), map_choices.others(shown, start), then)

    def _on_related(self, start_id: int, end_id: int, at: QPoint) -> None:
        shown = self._view.map.shown()
        start, end = (shown.node(start_id), shown.node(end_id)) if shown else (None, None)
        if start is not None and end is not None:
            self._ask_how(start, end, self._view.viewport().mapTo(self._page, at))

    def _ask_how(self, start: Node, end: Node, at: QPoint) -> None:
        def related(answer: object) -> None:
            kind = answer.text if isinstance(answer, Label) else str(answer)
            self._act(lambda project, shown: map_acts.relate(project, shown, start, end, kind))
            self._view.choose_node(start.id)

        plain = not (start.is_code and end.is_code)
        choices = map_choices.ways(self._session.project, plain=plain)
        heading = f"{start.title} → {end.title}"
        self._ask(at, heading, _("How, in a word or two"), choices, related, make=_("New: “{label}”"))

    # --- taking off -------------------------------------------------------------------------------

    def remove_chosen(self) -> None:
        """Take chosen boxes off the map, delete chosen lines."""
        shown = self._view.map.shown()
        nodes, lines = self._view.map.chosen_nodes(), self._view.map.chosen_lines()
        if shown is None or not (nodes or lines):
            return
        node_ids, line_ids = [node.id for node in nodes], [line.id for line in lines]
        said = removed_words(shown, nodes, lines)
        if self._act(lambda project, there: map_acts.remove(project, there, node_ids, line_ids)):
            self._session.said.emit(said)


def removed_words(shown: Map, nodes: Sequence[Node], lines: Sequence[Line]) -> str:
    """What was taken off, for the bottom line."""
    if len(nodes) + len(lines) > 1:
        return _("Took {count} things off the map.").format(count=len(nodes) + len(lines))
    if nodes:
        return _("Took “{name}” off the map.").format(name=nodes[0].title)
    words = line_words(shown, lines[0])
    if lines[0].relation_id is None:
        return _("Deleted the line “{words}”.").format(words=words)
    return _("Deleted the relation “{words}”.").format(words=words)
