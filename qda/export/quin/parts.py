"""Quin’s tables and figures (2015) by number: what each is in Gerund, where a menu makes it, and which command.

Only words and shapes; what writes them is `qda.export.quin.files`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qda.i18n import N_
from qda.synthesis.matrices import MatrixRow

Made = Literal["report", "attributes", "plan", "databases", "consent", "matrix", "timeline", "map"]


@dataclass(frozen=True, slots=True)
class Part:
    """One table or figure.

    `made`: which of Gerund’s exporters makes it. `what` is its report, or the shape its matrix has (`SHAPES`); of a map
    its name in the sample. `lacking` says what a study must have before it comes out.
    """

    sort: Literal["table", "figure"]
    number: int
    title: str
    menu: str
    command: str
    lacking: str
    made: Made
    what: str = ""
    letter: str = ""

    @property
    def stem(self) -> str:
        """What its files are called, before their endings: “table-12”, “figure-09”."""
        return f"{self.sort}-{self.number:02}{self.letter}"

    @property
    def endings(self) -> tuple[str, ...]:
        """What it is written as."""
        return (".docx", ".xlsx") if self.sort == "table" else (".docx", ".svg", ".png")


def _targets(matrix: MatrixRow) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(line.target for line in matrix.rows), frozenset(line.target for line in matrix.columns)


def fits(matrix: MatrixRow, shape: str) -> bool:
    """True if a matrix has the shape of one of Quin’s tables: `shape` is one of SHAPES."""
    rows, columns = _targets(matrix)
    if not rows or not columns:
        return False
    if shape in ("perspectives", "across"):
        return matrix.kind == shape and "literature" not in rows | columns
    return matrix.kind == "plain" and _SHAPES[shape](rows, columns)


_HEADINGS = frozenset({""})
_SHAPES: Mapping[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "searches": lambda rows, columns: rows == _HEADINGS and columns == _HEADINGS,
    "concepts": lambda rows, columns: rows == _HEADINGS and bool(columns) and columns <= {"unit", "case"},
    "functions": lambda rows, columns: rows == {"code"} and columns == _HEADINGS,
}
SHAPES: Sequence[str] = ("perspectives", "across", *_SHAPES)
"""Perspectives by topics; domains by properties; searches by words; concepts by domains; codes with examples."""

_ACROSS = N_("Cases › Across cases › Export…")
_MAP = N_("Map › Reports › Map as a picture…")

PARTS: tuple[Part, ...] = (
    Part(
        "table", 2, N_("Figures year by year, side by side"),
        N_("Study › Attributes › Write the table…"), "gerund attributes PROJECT --of cases --out FILE.docx",
        N_("Give cases or units attributes; “Referrals: 2010” and “Referrals: 2011” become rows of one column."),
        "attributes",
    ),
    Part(
        "table", 3, N_("Searching the literature: words and databases"),
        _ACROSS, 'gerund across PROJECT --matrix "How the literature was searched" --out FILE.docx',
        N_("Make a matrix whose rows are sets of searches and whose columns are what was searched for, and where."),
        "matrix", "searches",
    ),
    Part(
        "table", 3, N_("Searching the literature: what each database brought"),
        N_("Reports › Screening of the literature"), "gerund report PROJECT screening --out FILE.docx",
        N_("Take in literature (.ris, .bib), and say where each publication was found."),
        "databases", letter="b",
    ),
    Part(
        "table", 4, N_("Filtering the literature: criteria"),
        N_("Reports › Criteria and grades"), "gerund report PROJECT criteria --out FILE.docx",
        N_("Put down criteria for taking in, leaving out and grading in Study › Literature."),
        "report", "criteria",
    ),
    Part(
        "table", 4, N_("Filtering the literature: how the included are graded"),
        N_("Reports › Criteria and grades"), "gerund report PROJECT criteria --out FILE.docx",
        N_("Give included publications grades in Study › Literature."),
        "report", "criteria", "b",
    ),
    Part(
        "table", 8, N_("Concepts of success by domain, in the literature"),
        _ACROSS, 'gerund across PROJECT --matrix "Success in the literature, by domain" --out FILE.docx',
        N_("Make a matrix whose rows are headings and whose columns are units; its cells are yours to write."),
        "matrix", "concepts",
    ),
    Part(
        "table", 9, N_("Data sets, methods and aims"),
        N_("Reports › Design of the study"), "gerund report PROJECT study --out FILE.docx",
        N_("Write the data plan in Study › Data plan."),
        "plan",
    ),
    Part(
        "table", 10, N_("Forms of action, and what each is done to"),
        _ACROSS, 'gerund across PROJECT --matrix "What the Board does" --out FILE.docx',
        N_("Make a matrix whose rows are codes, with a heading of your own as its column."),
        "matrix", "functions",
    ),
    Part(
        "table", 12, N_("One case, as each perspective has it"),
        N_("Reports › Perspectives compared"),
        'gerund perspectives PROJECT --matrix "Martine: perspectives compared" --out FILE.docx',
        N_("Make a perspective table in Cases › Perspectives; sources need a perspective."),
        "matrix", "perspectives",
    ),
    Part(
        "table", 13, N_("Domains compared"),
        N_("Reports › Cross-case matrices"),
        'gerund across PROJECT --matrix "Success in three domains" --out FILE.docx',
        N_("Make a cross-case matrix in Cases › Across cases."),
        "matrix", "across",
    ),
    Part(
        "table", 14, N_("The studies reviewed"),
        N_("Reports › Included studies"), "gerund report PROJECT studies --out FILE.docx",
        N_("Include publications (I) in Study › Literature, and write under the headings of the summary."),
        "report", "studies",
    ),
    Part(
        "table", 15, N_("Who agreed to what"),
        N_("Reports › Consent"), "gerund consent PROJECT --out FILE.docx",
        N_("Record consents in Study › Consent."),
        "consent",
    ),
    Part(
        "figure", 1, N_("The course of the study"),
        N_("Reports › Timeline"), "gerund timeline PROJECT --out FILE.svg",
        N_("Give sources dates, and put down phases in Study › Timeline."),
        "timeline",
    ),
    *(
        Part(
            "figure", number, title, _MAP, f'gerund map PROJECT --map "{name}" --out FILE.svg',
            N_("Draw a map in the workspace Map: boxes for codes, cases and notes, frames around them, lines between."),
            "map", name,
        )
        for number, title, name in (
            (8, N_("The study: units and cases in one context"), "The study: three units in one context"),
            (9, N_("Degrees of taking part"), "Taking part in the Board"),
            (12, N_("Forms of collaboration, outside and inside"), "Forms of collaboration in North Team"),
            (17, N_("Success in layers"), "Change and success: four layers"),
            (19, N_("Where forms of success meet"), "Where successes meet"),
            (20, N_("Parental agency"), "Parental agency"),
            (21, N_("Parental transformation"), "Parental transformation"),
            (22, N_("Parental bypass"), "Parental bypass"),
        )
    ),
)  # fmt: skip
"""In Quin’s order, tables before figures. The numbers and what they are of are facts; the titles are ours."""
