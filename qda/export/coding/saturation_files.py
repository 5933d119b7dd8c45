"""The saturation curve in one file: the picture alone, its tables, or a Word document with both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qda.analysis.coding.saturation import Curve, Filling, Rule
from qda.coding.judgements import JudgementRow
from qda.export import writing
from qda.export.coding import curves
from qda.export.coding.saturation_tables import curve_table, figure, filling_table, judgement_table
from qda.export.tables import Properties
from qda.export.word.document import write_tables

TABLES = (".docx", ".xlsx", ".csv")


def write(
    path: Path,
    curve: Curve,
    rule: Rule,
    filling: Filling | None = None,
    *,
    judged: Sequence[JudgementRow] = (),
    study: str = "",
) -> None:
    """Write the curve by the name's ending: as a picture, as tables, or (.docx) as both.

    With a category its properties follow, and what was judged of it; a .csv, which holds one table, then has the
    properties only.
    Raises UnknownCurveFormat, CannotWrite.
    """
    ending = path.suffix.lower()
    if ending not in TABLES:
        curves.save(path, curve, rule, study=study)
        return
    tables = [curve_table(curve, rule, study=study)]
    if filling is not None:
        tables.append(filling_table(filling, curve, number=2))
    if judged and ending != ".csv":
        tables.append(judgement_table(judged, number=len(tables) + 1))
    if ending == ".docx":
        drawn = figure(curve, rule, study=study)
        write_tables(path, [drawn, *tables], properties=Properties(title=drawn.title))
    else:
        writing.write(path, tables[-1:] if ending == ".csv" else tables)
