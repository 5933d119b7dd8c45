from __future__ import annotations

from qda.analysis.coding import saturation
from qda.analysis.coding.saturation import Collected, Curve, Rule
from qda.coding.judgements import JudgementRow
from qda.coding.sampling import SamplingRow
from qda.export.coding import saturation_tables as tables
from qda.export.tables import Dash, Table, plain

DAY = 1_341_100_800_000  # 2012-07-01


def curve_of(count: int = 7, order: str = "date") -> Curve:
    found = tuple(Collected(at, f"Source {at}", f"2010-01-{at:02}", imported=at) for at in range(1, count + 1))
    met = {at: frozenset({min(at, 5)}) for at in range(1, count + 1)}
    return saturation.Material((*found, Collected(50, "Undated")), met).curve(order)


def cells(table: Table, row: int) -> dict[str, object]:
    return dict(zip((column.heading for column in table.columns), table.rows[row].cells, strict=True))


def test_a_run_stands_at_its_last_source() -> None:
    table = tables.curve_table(curve_of(), Rule(4, 2, 5))

    assert cells(table, 5)["New in the run"] == 1
    assert cells(table, 5)["% of the base"] == 25.0
    assert cells(table, 6)["New in the run"] == 0
    assert isinstance(cells(table, 4)["New in the run"], Dash)


def test_sources_left_out_close_the_table_with_their_reason() -> None:
    last = cells(tables.curve_table(curve_of(order="random"), Rule()), -1)

    assert (last["Source"], last["Left out"]) == ("Undated", "without a date")
    assert isinstance(last["Median"], Dash)


def test_gaps_are_named_beneath_the_properties() -> None:
    filling = saturation.filled(
        1, "aligning", [(1, None, "pace"), (2, None, "cost")], [(1, None, 3)], list(range(1, 8))
    )

    table = tables.filling_table(filling, curve_of())

    assert cells(table, 0)["First shown in"] == "Source 3"
    assert cells(table, 1)["First shown in"] == "no evidence"
    assert plain(table.notes[0]) == "1 of 2 properties are shown by data. Without evidence: “cost”."


def step(**values: object) -> SamplingRow:
    known = {
        "id": 1, "code_id": 2, "category": "aligning", "property_id": None, "property_name": "", "gap": "no father",
        "question": "Who else?", "planned": "an interview", "effect": "", "sources": ((4, "One"), (5, "Two")),
        "memo_id": 9, "at": DAY,
    }  # fmt: skip
    return SamplingRow(**{**known, **values})  # type: ignore[arg-type]  # by name


def test_the_log_has_a_row_for_each_step() -> None:
    table = tables.log_table([step(), step(effect="a new pole")], {9: "Fathers"}, study="A study")

    assert cells(table, 0)["Collected"] == "One; Two"
    assert cells(table, 0)["Memo"] == "Fathers"
    assert [row.cells[8] for row in table.rows] == ["collected", "effect told"]
    assert cells(table, 0)["Begun"] == "2012-07-01"


def test_judgements_are_those_of_the_researcher() -> None:
    table = tables.judgement_table([JudgementRow(1, 2, "aligning", "enough for now", 3, "**Why.** So.", DAY)])

    assert table.title == "Judgements of the Researcher"
    assert table.rows[0].cells == ("aligning", "enough for now", "2012-07-01", "Why. So.", "**Why.** So.")


def test_a_judgement_shows_how_its_memo_begins_and_gives_the_whole_to_sheets() -> None:
    memo = "# Enough\n\n" + "Four sources say the same. " * 40

    table = tables.judgement_table([JudgementRow(1, 2, "aligning", "enough", 3, memo, DAY)])

    *_told, shown, whole = table.rows[0].cells
    assert isinstance(shown, str)
    assert shown.startswith("Enough Four sources")
    assert shown.endswith("…")
    assert len(shown) <= 240
    assert whole == memo
    assert table.columns[-1].sheet_only
