"""Rows are named by their ids in as few words as can be, and added as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select

from qda.store import rows
from qda.store.models import Unit

_TABLE = Table("thing", MetaData(), Column("id", Integer, primary_key=True))


def test_what_one_act_made_is_named_by_its_first_and_last_id() -> None:
    found = list(rows.among(_TABLE.c.id, range(100, 30_100)))

    assert [str(each.compile(compile_kwargs={"literal_binds": True})) for each in found] == [
        "thing.id BETWEEN 100 AND 30099"
    ]


def test_few_ids_are_listed() -> None:
    found = list(rows.among(_TABLE.c.id, [7, 3, 5]))

    assert [str(each.compile(compile_kwargs={"literal_binds": True})) for each in found] == ["thing.id IN (3, 5, 7)"]


@given(st.sets(st.integers(1, 400)), st.integers(1, 60))
def test_no_row_is_left_out_and_none_comes_in(ids: set[int], run: int) -> None:
    wanted = ids | set(range(500, 500 + run))
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        _TABLE.create(connection)
        connection.execute(_TABLE.insert(), [{"id": number} for number in range(1, 600)])

        found = [
            number
            for these in rows.among(_TABLE.c.id, wanted)
            for number in connection.execute(select(_TABLE.c.id).where(these)).scalars()
        ]
    engine.dispose()

    assert sorted(found) == sorted(wanted)


def test_rows_are_added_with_all_that_they_say() -> None:
    table = rows.table_of(Unit)
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        table.create(connection)
        told = [
            {
                "id": number,
                **rows.filled(table, {"name": f"Team {number}", "name_key": str(number), "position": number}),
            }
            for number in (4, 5)
        ]

        rows.insert_rows(connection, table, told)

        assert rows.fetch(connection, table, [4, 5], table.c.keys()) == {row["id"]: row for row in told}
    engine.dispose()
