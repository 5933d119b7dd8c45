"""What is asked of a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.analysis.queries import crosstab
from qda.analysis.queries.cooccurrence import Meeting
from qda.analysis.queries.crosstab import Axis
from qda.analysis.words.frequencies import Scope
from qda.errors import NotFound
from qda.export.profiles import APA, Profile
from qda.i18n import _

if TYPE_CHECKING:
    from qda.analysis.queries.query import Reach
    from qda.analysis.queries.similarity import Measure
    from qda.analysis.segments.ground import Counted
    from qda.export.coding.query_tables import Percent
    from qda.export.figures.bars import Style


@dataclass(frozen=True, slots=True)
class FigureWish:
    """Which figure, of what, and how; what a kind has no use for, it passes over.

    `columns` is a dimension of a matrix, or "attribute:NAME". `most`: how many rows, codes or words at most (0: as
    many as the kind takes on one sheet). `title` is a caption of one's own.
    """

    kind: str = "heat"
    columns: str = "case"
    counted: Counted = "segments"
    percent: Percent | None = None
    style: Style = "plain"
    ordered: bool = True
    levels: tuple[str, ...] | None = None
    code_ids: tuple[int, ...] | None = None
    reach: Reach = "below"
    source_id: int | None = None
    measure: Measure = "jaccard"
    meeting: Meeting = field(default_factory=Meeting)
    scope: Scope = field(default_factory=Scope)
    lemma: bool = False
    least: int = 3
    stop: frozenset[str] | None = None
    own: frozenset[str] = frozenset()
    most: int = 0
    title: str = ""
    caution: bool = True
    profile: Profile = APA

    def codes(self) -> Axis:
        """The codes of the figure."""
        return Axis("codes", self.code_ids, self.levels, self.reach)

    def across(self) -> Axis:
        """What they are crossed with."""
        dimension, _colon, name = self.columns.partition(":")
        if dimension not in crosstab.DIMENSIONS:
            raise NotFound(_("“{name}” can’t stand in rows or columns.").format(name=self.columns), crosstab.DIMENSIONS)
        return self.codes() if dimension == "codes" else Axis(dimension, name=name)
