"""Relations on a map: drawn, worded, turned, taken off or deleted, and made of what the data suggest."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal

from qda.i18n import _
from qda.ui.analysis.choosing import Choice
from qda.ui.analysis.maps import acts as map_acts
from qda.ui.analysis.maps import choices as map_choices
from qda.ui.analysis.maps.asking import Asking
from qda.ui.analysis.maps.choices import Label
from qda.ui.analysis.maps.editing import MapEditing
from qda.ui.analysis.maps.reading import Line, Node, line_words
from qda.ui.session import Session

_OFF, _DELETE = "off", "delete"


class MapRelating(QObject):
    """Asks which boxes and how, and does it in one act."""

    set_aside = Signal(object)  # Line: a proposal that is wanted no more

    def __init__(self, asking: Asking, editing: MapEditing) -> None:
        super().__init__(asking)
        self._asking = asking
        self._editing = editing
        self._session: Session = asking.session
        self._view = asking.view
        self._view.related.connect(self._on_related)

    def ask_for_relation(self) -> None:
        """Ask what the chosen box relates to, then how; of two chosen boxes, how the first relates to the second."""
        shown, chosen = self._view.map.shown(), self._view.map.chosen_nodes()
        if shown is None:
            return
        if not chosen:
            self._session.said.emit(_("Choose a node first: Tab goes from node to node."))
        elif len(chosen) == 2:
            self._ask_how(chosen[0], chosen[1], self._asking.beside())
        else:
            start, at = chosen[0], self._asking.beside()
            heading = _("“{name}” relates to").format(name=start.title)
            then = lambda end: self._ask_how(start, end, at) if isinstance(end, Node) else None  # noqa: E731
            self._asking.ask(heading, _("Node"), map_choices.others(shown, start), then, at=at)

    def _on_related(self, start_id: int, end_id: int, at: QPoint) -> None:
        shown = self._view.map.shown()
        start, end = (shown.node(start_id), shown.node(end_id)) if shown else (None, None)
        if start is not None and end is not None:
            self._ask_how(start, end, self._asking.on_page(at))

    def _ask_how(self, start: Node, end: Node, at: QPoint) -> None:
        def related(answer: object) -> None:
            kind = _words(answer)
            self._asking.act(lambda project, shown: map_acts.relate(project, shown, start, end, kind))
            self._view.choose_node(start.id)

        plain = not (start.is_code and end.is_code)
        self._ask_kind(f"{start.title} → {end.title}", related, at, plain=plain)

    def _ask_kind(self, heading: str, then: object, at: QPoint | None, *, plain: bool, text: str = "") -> None:
        choices = map_choices.ways(self._session.project, plain=plain)
        hint = _("How, in a word or two")
        if callable(then):
            self._asking.ask(heading, hint, choices, then, at=at, make=_("New: “{label}”"), text=text)

    # --- a line that is there ---------------------------------------------------------------------

    def edit(self, line: Line) -> None:
        """Ask for other words of a line: another type of the relation; a proposal becomes a relation."""
        shown = self._view.map.shown()
        if shown is None or not self._asking.may_write():
            return
        start, end = shown.node(line.from_id), shown.node(line.to_id)

        def told(answer: object) -> None:
            kind = _words(answer)
            if line.proposed:
                self._asking.act(lambda project, there: map_acts.accept(project, there, line, kind))
            else:
                self._asking.act(lambda project, _there: map_acts.retell(project, line, kind))
                self._view.choose_line(line.id)

        plain = not (start and end and start.is_code and end.is_code)
        text = "" if line.proposed else line.label
        at = self._asking.on_page(self._view.place_of_line(line.id))
        self._ask_kind(line_words(shown, line), told, at, plain=plain, text=text)

    def turn(self) -> None:
        """Let the chosen line run the other way."""
        line = next((each for each in self._view.map.chosen_lines() if not each.proposed), None)
        if line is not None:
            chosen = line
            self._asking.act(lambda project, _shown: map_acts.turn(project, chosen))
            return
        self._session.said.emit(_("Choose a line first: L goes along the lines of a node."))

    def ask_for_note(self) -> None:
        """Ask for a note on the chosen relation: what speaks for it, and the case that speaks against it."""
        from qda.coding import relations

        shown = self._view.map.shown()
        line = next((each for each in self._view.map.chosen_lines() if each.relation_id is not None), None)
        if shown is None or line is None:
            self._session.said.emit(_("Choose a relation first: L goes along the lines of a node."))
            return
        relation = line.relation_id or 0

        def noted(words: str) -> None:
            self._asking.act(lambda project, _shown: relations.annotate(project, relation, words))

        hint = _("What speaks for it, and against")
        self._asking.ask_words(line_words(shown, line), hint, _("Note “{label}”"), noted, line.note)

    # --- taking off -------------------------------------------------------------------------------

    def remove_chosen(self) -> None:
        """Take off what is chosen; of relations ask whether only here, or for the study. A proposal is set aside."""
        lines = self._view.map.chosen_lines()
        for line in lines:
            if line.proposed:
                self.set_aside.emit(line)
        real = [line for line in lines if not line.proposed]
        alone = not self._view.map.chosen_nodes() and not self._view.map.chosen_frames()
        if lines and not real and alone:
            return
        if alone and any(line.relation_id is not None for line in real):
            self._ask_how_far(real)
        else:
            self._editing.remove_chosen()

    def _ask_how_far(self, lines: list[Line]) -> None:
        shown = self._view.map.shown()
        if shown is None:
            return
        choices = [
            Choice(_OFF, _("Take off this map"), _("the relation stays")),
            Choice(_DELETE, _("Delete the relation"), _("on every map")),
        ]
        heading = line_words(shown, lines[0]) if len(lines) == 1 else _("{count} lines").format(count=len(lines))
        at = self._asking.on_page(self._view.place_of_line(lines[0].id))

        def told(answer: object) -> None:
            self._editing.remove_chosen(for_study=answer == _DELETE)

        self._asking.ask(heading, _("Take off or delete"), choices, told, at=at)


def _words(answer: object) -> str:
    return answer.text if isinstance(answer, Label) else str(answer)
