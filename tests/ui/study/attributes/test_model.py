from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt

from qda.analysis.study.attribute_view import AttributeTable, ObjectRow, Value
from qda.study.attributes import AttributeRow
from qda.ui.study.attributes.acts import respelt, split_choices
from qda.ui.study.attributes.editors import next_day, next_number
from qda.ui.study.attributes.filter import AttributeFilter, values
from qda.ui.study.attributes.grid import pasted
from qda.ui.study.attributes.model import AttributeModel, Cell

REGION, AGE = AttributeRow(1, "Region", "choice", ("low", "high")), AttributeRow(2, "Age", "number", ())


def row(number: int, name: str, given: Mapping[int, str], inherited: Mapping[int, str] | None = None) -> ObjectRow:
    own = {key: Value(words, "case", number, name, False) for key, words in given.items()}
    return ObjectRow(
        number,
        name,
        "Casework",
        {**{key: Value(words, "unit", 1, "Casework", True) for key, words in (inherited or {}).items()}, **own},
    )


@pytest.fixture
def table() -> AttributeTable:
    rows = (
        row(1, "Martine", {1: "high", 2: "10"}),
        row(2, "Leah", {2: "9.5"}, {1: "low"}),
        row(3, "Paul", {}),
    )
    return AttributeTable("case", (REGION, AGE), rows)


@pytest.fixture
def model(table: AttributeTable) -> AttributeModel:
    made = AttributeModel()
    made.show(table)
    return made


def names(model: AttributeModel) -> list[str]:
    return [each.name for each in model.rows()]


def test_rows_and_columns_have_their_names(model: AttributeModel) -> None:
    across = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)]
    down = [model.headerData(at, Qt.Orientation.Vertical) for at in range(3)]

    assert across == ["Region", "Age"]
    assert down == ["Martine", "Leah", "Paul"]


def test_inherited_values_say_where_they_come_from(model: AttributeModel) -> None:
    index = model.index(1, 0)

    assert index.data() == "low"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "inherited from the unit “Casework”"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Leah, Region: low, inherited from the unit “Casework”"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == ""


def test_typing_asks_for_a_change_and_typing_the_same_for_nothing(model: AttributeModel) -> None:
    asked: list[list[Cell]] = []
    model.written.connect(asked.append)

    model.setData(model.index(1, 0), " high ")
    model.setData(model.index(1, 0), "low")

    assert asked == [[(1, 2, "high")]]


def test_numbers_are_sorted_by_size_and_those_without_stand_last(model: AttributeModel) -> None:
    model.sort(1)
    up = names(model)
    model.sort(1, Qt.SortOrder.DescendingOrder)

    assert up == ["Leah", "Martine", "Paul"]
    assert names(model) == ["Martine", "Leah", "Paul"]


def test_choices_are_sorted_in_their_order(model: AttributeModel) -> None:
    model.sort(0)

    assert names(model) == ["Leah", "Martine", "Paul"]


def test_rows_are_filtered_by_name_and_by_value(model: AttributeModel) -> None:
    model.filter("MART")
    by_name = names(model)
    model.filter("9.5 low")

    assert by_name == ["Martine"]
    assert names(model) == ["Leah"]


def test_new_values_come_without_losing_the_place(model: AttributeModel, table: AttributeTable) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    model.show(AttributeTable("case", table.attributes, (row(1, "Martine", {2: "11"}), *table.rows[1:])))

    assert resets == []
    assert model.index(0, 1).data() == "11"


def test_a_filter_offers_the_values_that_there_are(table: AttributeTable, qtbot: object) -> None:
    found = AttributeFilter()
    found.show_table(table)
    before = found.ids()

    found.show_only(1, "low")
    with_low = found.ids()
    found.show_only(1, "")

    assert before is None
    assert with_low == frozenset({2})
    assert found.ids() == frozenset({3})
    assert values(table, REGION) == ["low", "high", ""]


def test_a_filter_keeps_what_was_chosen_when_the_table_comes_anew(table: AttributeTable, qtbot: object) -> None:
    found = AttributeFilter()
    found.show_table(table)
    found.show_only(1, "low")

    found.show_table(AttributeTable("case", table.attributes, (*table.rows, row(4, "Jo", {1: "low"}))))

    assert found.ids() == frozenset({2, 4})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b"], ["a", "c"], ("b", "c")),
        (["a", "b"], ["b", "a"], None),
        (["a", "b"], ["a"], None),
        (["a", "b"], ["c", "d"], None),
        (["a", "b"], ["b", "b"], None),
    ],
)
def test_one_choice_spelt_otherwise_is_that_choice(old: list[str], new: list[str], expected: object) -> None:
    assert respelt(old, new) == expected


def test_choices_are_parted_by_semicolons() -> None:
    assert split_choices(" low;  very  high;;") == ("low", "very high")


def test_numbers_and_days_are_stepped() -> None:
    assert next_number("1,5", 1) == "2.5"
    assert next_number("", -1) == "-1"
    assert next_number("many", 1) == "many"
    assert next_day("31.12.2012", 1) == "2013-01-01"
    assert next_day("2012-05", 1) == "2012-05"
    assert next_day("9999-12-31", 1) == "9999-12-31"


def test_what_spreadsheets_copy_is_a_table() -> None:
    assert pasted('a\t"b\nc"\n1\t2\n') == [["a", "b c"], ["1", "2"]]
    assert pasted(" \n") == []
