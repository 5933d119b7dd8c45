from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from qda.analysis.coding import saturation
from qda.analysis.coding.saturation import Rule
from qda.coding.judgements import JudgementRow
from qda.export.coding import saturation_files
from tests.export.coding.test_saturation_tables import DAY, curve_of


def test_word_has_the_figure_and_all_tables(tmp_path: Path) -> None:
    filling = saturation.filled(1, "aligning", [(1, None, "pace")], [], [])

    judged = [JudgementRow(1, 1, "aligning", "enough for now", None, "", DAY)]
    saturation_files.write(tmp_path / "out.docx", curve_of(), Rule(), filling, judged=judged, study="A study")

    with ZipFile(tmp_path / "out.docx") as parts:
        body = parts.read("word/document.xml").decode()
        assert any(name.endswith(".png") for name in parts.namelist())
    assert "Properties of “aligning” by Source" in body
    assert "Source 7" in body
    assert "enough for now" in body


def test_a_csv_holds_the_curve_or_the_properties(tmp_path: Path) -> None:
    filling = saturation.filled(1, "aligning", [(1, None, "pace")], [], [])
    saturation_files.write(tmp_path / "curve.csv", curve_of(), Rule())
    saturation_files.write(tmp_path / "filling.csv", curve_of(), Rule(), filling)

    first = [(tmp_path / name).read_text("utf-8-sig").partition(",")[0] for name in ("curve.csv", "filling.csv")]
    assert first == ["Source", "Property"]
