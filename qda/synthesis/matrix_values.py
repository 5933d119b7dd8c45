"""Matrices as plain values, what there is to choose from, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import name_key

KINDS = ("perspectives", "across", "triangulation", "plain")
KIND_WORDS = {
    "perspectives": N_("Perspective table"),
    "across": N_("Cross-case matrix"),
    "triangulation": N_("Triangulation matrix"),
    "plain": N_("Matrix"),
}

CONTENTS = ("judgements", "summaries", "quotes", "counts")
CONTENT_WORDS = {
    "judgements": N_("Judgements"),
    "summaries": N_("Summaries"),
    "quotes": N_("Quotes"),
    "counts": N_("Counts"),
}
USUAL_CONTENT = {
    "perspectives": "judgements",
    "across": "summaries",
    "triangulation": "judgements",
    "plain": "summaries",
}
SCALES: Mapping[str, tuple[str, ...]] = {
    "perspectives": (N_("positive"), N_("negative"), N_("mixed"), N_("not mentioned")),
    "triangulation": (N_("convergent"), N_("complementary"), N_("dissonant"), N_("silent")),
    "across": (),
    "plain": (),
}
"""The judgements of each kind where the researcher has given no others."""

AXES = ("row", "column")
THINGS = ("code", "property", "unit", "case", "claim", "participant", "source", "literature")
"""What a row or column can stand for, by its table."""
WORDS = ("perspective", "kind", "method", "")
"""What it can be by its label alone: a perspective, a kind of source, a method of collection, a free heading."""
TARGET_WORDS = {
    "code": N_("Code"),
    "property": N_("Property"),
    "unit": N_("Unit"),
    "case": N_("Case"),
    "claim": N_("Claim"),
    "participant": N_("Participant"),
    "source": N_("Source"),
    "literature": N_("Literature"),
    "perspective": N_("Perspective"),
    "kind": N_("Kind of source"),
    "method": N_("Method"),
    "": N_("Heading"),
}


class MatrixNameTaken(QdaError):
    """Matrices have names of their own."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a matrix called “{name}”.").format(name=name))


class MatrixNameMissing(QdaError):
    """A matrix can't be kept without a name."""

    hint = N_("Type a name that says what is compared.")

    def __init__(self) -> None:
        super().__init__(_("A matrix needs a name."))


class UnknownWord(QdaError):
    """A kind, a content or a judgement that a matrix does not know."""

    def __init__(self, word: str, known: Sequence[str]) -> None:
        hint = _("There are: {names}.").format(names=", ".join(_(each) for each in known))
        super().__init__(
            _("“{word}” is not one of them.").format(word=word), hint=hint if known else _("The matrix has no scale.")
        )


class HeadingMissing(QdaError):
    """A row or column that stands for nothing else must say something."""

    hint = N_("Type a heading, or choose a code, a case or another thing of the study.")

    def __init__(self) -> None:
        super().__init__(_("A row or column needs a heading."))


class OtherMatrix(QdaError):
    """A cell lies where a row and a column of one matrix meet."""

    hint = N_("Choose a row and a column of the same matrix.")

    def __init__(self) -> None:
        super().__init__(_("This row and this column do not meet."))


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row or column to add: a thing of the study by table and id, or a label with `target` among WORDS."""

    target: str = ""
    target_id: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row or column: what it stands for, and the heading that is shown.

    `name` follows what it stands for unless `label` says otherwise; `under` is the category of a property, the unit of
    a case; `target_id` is that of the code which a merged one became.
    """

    id: int
    axis: str
    target: str
    target_id: int | None
    name: str
    label: str = ""
    under: str = ""
    under_id: int | None = None


@dataclass(frozen=True, slots=True)
class CellRow:
    """What was judged and written in a cell, by whom, and the segments that it rests on."""

    id: int
    row_id: int
    column_id: int
    judgement: str
    text: str
    reason: str
    coder: str
    evidence: tuple[int, ...]

    @property
    def said(self) -> bool:
        """True if something is judged or written here."""
        return bool(self.judgement or self.text)


@dataclass(frozen=True, slots=True)
class MatrixName:
    """A matrix in a list."""

    id: int
    name: str
    kind: str
    case_id: int | None
    rows: int
    columns: int
    cells: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A whole matrix: its rows, its columns and the cells in which something was judged, written or linked."""

    id: int
    name: str
    kind: str
    content: str
    scale: tuple[str, ...]
    case_id: int | None
    case: str
    second_level: bool
    description: str
    rows: tuple[LineRow, ...]
    columns: tuple[LineRow, ...]
    cells: Mapping[tuple[int, int], CellRow] = field(default_factory=dict)

    def cell(self, row_id: int, column_id: int) -> CellRow | None:
        """The cell of this row and column; None where nothing was said."""
        return self.cells.get((row_id, column_id))

    def line(self, line_id: int) -> LineRow | None:
        """A row or column by id."""
        return next((each for each in (*self.rows, *self.columns) if each.id == line_id), None)


def scale_of(kind: str, stored: str) -> tuple[str, ...]:
    """The judgements of a matrix: its own, else those of its kind."""
    own = tuple(line for line in (each.strip() for each in stored.split("\n")) if line)
    return own or SCALES.get(kind, ())


def known(word: str, words: Sequence[str]) -> str:
    """The one of these words that is meant, whatever its case. Raises UnknownWord."""
    found = next((each for each in words if name_key(each) == name_key(word)), None)
    if found is None:
        raise UnknownWord(word, words)
    return found
