"""Relations that the data suggest, map by map, without those that were set aside there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.analysis.maps.reading import Line, Map, with_proposals
from qda.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qda.analysis.figures.map_proposals import Proposal


class MapSuggesting:
    """Knows what was found for which map, and asks the study what was set aside."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[int, Sequence[Proposal]] = {}  # by map, as the data stand
        self.on = False

    def clear(self) -> None:
        """Another study, or none."""
        self._found.clear()

    def take(self, map_id: int, found: Sequence[Proposal]) -> None:
        """What the data suggest for a map now."""
        self._found[map_id] = found

    def knows(self, map_id: int) -> bool:
        """True once somebody has looked for this map."""
        return map_id in self._found

    def seen(self, map_id: int) -> list[Proposal]:
        """What is suggested and was not set aside."""
        aside = self._aside(map_id)
        return [each for each in self._found.get(map_id, ()) if (each.one, each.other) not in aside]

    def count_aside(self, map_id: int) -> int:
        """How many of the suggestions were set aside."""
        return len(self._found.get(map_id, ())) - len(self.seen(map_id))

    def _aside(self, map_id: int) -> set[tuple[int, int]]:
        from qda.coding import map_refusals

        return set(map_refusals.refused(self._session.project, map_id)) if self._session.is_open else set()

    def onto(self, shown: Map) -> Map:
        """The map with its suggestions drawn on it."""
        return with_proposals(shown, self.seen(shown.id)) if self.knows(shown.id) else shown

    def set_aside(self, shown: Map, line: Line) -> None:
        """Propose this no more on this map; undo proposes it again."""
        from qda.coding import map_refusals

        ends = [shown.node(end) for end in (line.from_id, line.to_id)]
        codes = [end.target_id for end in ends if end is not None and end.target_id is not None]
        if len(codes) == 2:
            self._session.act(map_refusals.refuse, self._session.project, shown.id, codes[0], codes[1])

    def take_up(self, map_id: int) -> None:
        """Propose everything on this map again."""
        from qda.coding import map_refusals

        self._session.act(map_refusals.readmit, self._session.project, map_id)
        self._session.said.emit(_("What was set aside is suggested again."))
