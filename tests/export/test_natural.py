"""Names in the order in which people count."""

from qda.export.natural import natural


def test_numbers_are_counted_and_not_spelt() -> None:
    names = ["Category 10", "Category 2", "category 1", "Area", "Category 2 b", "Category"]

    assert sorted(names, key=natural) == ["Area", "Category", "category 1", "Category 2", "Category 2 b", "Category 10"]
