"""Changing what stands on a map: boxes and groups, put there, moved, aligned, coloured, taken off, each by one act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from qda.i18n import _, ngettext
from qda.ui.analysis.choosing import Chooser
from qda.ui.analysis.maps import acts as map_acts
from qda.ui.analysis.maps import choices as map_choices
from qda.ui.analysis.maps.align import WAYS, Way, aligned
from qda.ui.analysis.maps.asking import Asking
from qda.ui.analysis.maps.choices import Label, Thing
from qda.ui.analysis.maps.drops import Dropped
from qda.ui.analysis.maps.reading import HEIGHT, WIDTH, Line, Map, Node, line_words
from qda.ui.session import Session

_BENEATH = 40.0  # map units between a box and the next one that is put under it


class MapEditing(QObject):
    """Does what the surface tells and what the keys ask for. The map is shown anew when the change comes back."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self._asking = asking
        self._session: Session = asking.session
        self._view = asking.view
        self._view.moved.connect(self._move)
        self._view.dropped.connect(self._put_dropped)

    @property
    def chooser(self) -> Chooser:
        """The panel in which is asked."""
        return self._asking.chooser

    # --- boxes ------------------------------------------------------------------------------------

    def _move(self, places: dict[int, tuple[float, float]], into: int | None) -> None:
        self._asking.act(lambda project, shown: map_acts.move(project, shown, places, into))

    def _put_dropped(self, things: Sequence[Dropped], at: tuple[float, float]) -> None:
        codes = [number for target, number in things if target == "code"]
        if codes:
            self._put_codes(codes, at, placed=True)
        x, y = at
        for target, number in things:
            if target != "code":
                self._put_thing(Thing(target, number), (x, y), placed=True)
                y += HEIGHT + _BENEATH
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_codes(self, code_ids: Sequence[int], at: tuple[float, float], *, placed: bool = False) -> None:
        new = self._asking.act(lambda project, shown: map_acts.add_codes(project, shown, code_ids, at, placed=placed))
        shown = self._view.map.shown()
        if new is None or shown is None:
            return
        there = [node.id for node in shown.nodes if node.target == "code" and node.target_id in code_ids]
        if not new:
            self._session.said.emit(_("It is on the map already."))
        if there:
            self._view.choose_node((new or there)[0])
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_thing(self, thing: Thing, at: tuple[float, float], *, placed: bool = False) -> None:
        new = self._asking.act(
            lambda project, shown: map_acts.add_other(project, shown, thing.target, thing.id, at, placed=placed)
        )
        if new is not None:
            self._view.choose_node(new)

    def ask_for_node(self) -> None:
        """Ask what to put on the map: a code, a memo, a case, or a note of one's own."""
        shown = self._view.map.shown()
        if shown is not None:
            choices = map_choices.things(self._session.project, shown)
            hint = _("Code, memo, case, or a note")
            self._asking.ask(_("Put on the map"), hint, choices, self._put, make=_("Note “{label}”"))

    def _put(self, answer: object) -> None:
        at = self._free_spot()
        if isinstance(answer, Thing) and answer.target == "code":
            self._put_codes([answer.id], at)
        elif isinstance(answer, Thing):
            self._put_thing(answer, at)
        elif isinstance(answer, Label):
            text = answer.text
            new = self._asking.act(lambda project, shown: map_acts.add_other(project, shown, "note", None, at, text))
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

    def ask_where_is(self) -> None:
        """Find a box on the map by a few letters."""
        shown = self._view.map.shown()
        if shown is None:
            return

        def found(answer: object) -> None:
            if isinstance(answer, Node):
                self._view.choose_node(answer.id)

        self._asking.ask(_("Find on the map"), _("Part of its name"), map_choices.boxes(shown), found)

    def reword(self, node_id: int, text: str) -> None:
        """Ask for other words of a note or for another title of a group."""
        from qda.coding import maps

        def worded(words: str) -> None:
            self._asking.act(lambda project, _shown: maps.set_text(project, node_id, words))

        self._asking.ask_words(_("Words"), _("What it says"), _("Write “{label}”"), worded, text)

    # --- looks and places -------------------------------------------------------------------------

    def ask_for_color(self) -> None:
        """Ask for a colour of what is chosen."""
        ids = [node.id for node in self._view.map.chosen_nodes()]
        ids += [frame.id for frame in self._view.map.chosen_frames()]
        if not ids:
            self._session.said.emit(_("Choose nodes first: Tab goes from node to node."))
            return
        from qda.coding import maps

        def colored(answer: object) -> None:
            self._asking.act(lambda project, _shown: maps.color_nodes(project, ids, str(answer)))

        self._asking.ask(_("Colour"), _("Colour"), map_choices.colors(), colored)

    def ask_how_to_align(self) -> None:
        """Ask how the chosen boxes are to be aligned or spread."""
        if len(self._view.map.chosen_nodes()) < 2:
            self._session.said.emit(_("Choose two nodes or more: with Ctrl and the mouse, or Ctrl+A for all."))
            return
        self._asking.ask(_("Align"), _("Left, centre, gaps…"), map_choices.alignments(), self._align_so)

    def _align_so(self, answer: object) -> None:
        for way in WAYS:
            if way == answer:
                self.align(way)

    def align(self, way: Way) -> None:
        """Align the chosen boxes, or spread them with equal gaps."""
        from qda.coding import maps

        boxes = self._view.map.boxes()
        chosen = {node.id: boxes[node.id] for node in self._view.map.chosen_nodes()}
        if len(chosen) < 2:
            self._session.said.emit(_("Choose two nodes or more: with Ctrl and the mouse, or Ctrl+A for all."))
            return
        places = aligned(chosen, way)
        if places:
            self._asking.act(lambda project, _shown: maps.move_nodes(project, places))

    # --- groups -----------------------------------------------------------------------------------

    def group(self) -> None:
        """Put the chosen boxes into the chosen group, or ask for the title of a new one around them."""
        from qda.coding import maps

        nodes = [node.id for node in self._view.map.chosen_nodes()]
        frames = self._view.map.chosen_frames()
        if nodes and len(frames) == 1:
            self._asking.act(lambda project, _shown: maps.add_to_group(project, frames[0].id, nodes))
            return
        x, y = self._view.middle()
        box = (round(x / 4) * 4 - 120, round(y / 4) * 4 - 60, 240, 120)

        def titled(title: str) -> None:
            made = self._asking.act(lambda project, shown: maps.group(project, shown.id, title, nodes, box=box))
            if made is not None:
                self._view.choose_frame(made)

        heading = ngettext("Group {count} node", "Group {count} nodes", len(nodes)).format(count=len(nodes))
        self._asking.ask_words(heading if nodes else _("New group"), _("Title"), _("Group “{label}”"), titled)

    def ungroup(self) -> None:
        """Take the chosen frames away, or those of the chosen boxes; the boxes stay."""
        from qda.coding import maps

        frames = {frame.id for frame in self._view.map.chosen_frames()}
        frames = frames or {node.group_id for node in self._view.map.chosen_nodes() if node.group_id is not None}
        if frames:
            self._asking.act(lambda project, _shown: maps.ungroup(project, sorted(frames)))
        else:
            self._session.said.emit(_("Nothing chosen is in a group."))

    def take_out(self) -> None:
        """Take the chosen boxes out of their groups."""
        from qda.coding import maps

        nodes = [node.id for node in self._view.map.chosen_nodes() if node.group_id is not None]
        if nodes:
            self._asking.act(lambda project, _shown: maps.take_out(project, nodes))
        else:
            self._session.said.emit(_("Nothing chosen is in a group."))

    # --- taking off -------------------------------------------------------------------------------

    def remove_chosen(self, *, for_study: bool = False) -> None:
        """Take off what is chosen; with `for_study` relations are deleted, not only their lines."""
        shown = self._view.map.shown()
        nodes, lines = self._view.map.chosen_nodes(), self._view.map.chosen_lines()
        frames = self._view.map.chosen_frames()
        if shown is None or not (nodes or lines or frames):
            return
        node_ids = [node.id for node in nodes] + [frame.id for frame in frames]
        line_ids = [line.id for line in lines]
        said = removed_words(shown, [*(n.title for n in nodes), *(f.title for f in frames)], lines, for_study=for_study)
        act = lambda project, there: map_acts.remove(project, there, node_ids, line_ids, for_study=for_study)  # noqa: E731
        if self._asking.act(act):
            self._session.said.emit(said)


def removed_words(shown: Map, titles: Sequence[str], lines: Sequence[Line], *, for_study: bool = False) -> str:
    """What was taken off, for the bottom line."""
    if len(titles) + len(lines) > 1:
        return _("Took {count} things off the map.").format(count=len(titles) + len(lines))
    if titles:
        return _("Took “{name}” off the map.").format(name=titles[0])
    words = line_words(shown, lines[0])
    if lines[0].relation_id is None:
        return _("Deleted the line “{words}”.").format(words=words)
    if for_study:
        return _("Deleted the relation “{words}”.").format(words=words)
    return _("Took “{words}” off this map; the relation stays in the study.").format(words=words)
