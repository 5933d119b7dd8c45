from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from qda.export.refi import report
from qda.export.refi.positions import LAYOUTS
from qda.export.refi.report import Line, Report


def test_a_report_reads_as_headed_lists() -> None:
    told = Report(
        Path("study.qdpx"),
        LAYOUTS[0],
        report.written(Counter({"Code": 1200, "Set": 0})),
        (),
        (report.line("verdicts", "Verdicts", ["calming", "calming", ""]),),
        report.replaced(Counter({("memo", "A thought"): 2})),
        ("Emoji",),
    )

    text = report.text(told)

    assert text.splitlines()[3:5] == ["Written", "- Codes: 1,200"]
    assert "- Verdicts: 3 (calming)\n" in text
    assert "- memo “A thought”: 2\n" in text
    assert text.endswith("- Emoji\n")
    assert "Carried" not in text


def test_of_many_names_the_first_are_shown() -> None:
    names = tuple(f"n{number}" for number in range(20))

    assert report.told(Line("k", "Things", 20, names)).endswith("n11, …)")


def test_a_line_keeps_no_more_names_than_anybody_reads() -> None:
    made = report.line("k", "Things", (f"name {number}" for number in range(1000)))

    assert (made.count, len(made.names)) == (1000, report.KEPT)


def test_a_report_is_plain_values() -> None:
    told = Report(Path("s.qdpx"), LAYOUTS[1], (Line("Code", "Codes", 2),), (), (), ())

    assert json.loads(json.dumps(report.as_json(told)))["written"] == {"Code": 2}
