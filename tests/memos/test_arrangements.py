from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.memos import arrangements, service
from qda.memos.arrangements import ArrangementNameMissing, ArrangementNameTaken
from qda.memos.outline import Entry
from qda.project.project import Project


@pytest.fixture
def table(project: Project) -> int:
    return arrangements.create(project, "First sorting")


@pytest.fixture
def memos(project: Project) -> list[int]:
    return [service.begin(project, f"Thought {number}") for number in range(3)]


def laid(project: Project, table: int) -> list[tuple[int | None, float, float]]:
    return [(card.memo_id, card.x, card.y) for card in arrangements.cards(project, table)]


def test_memos_are_laid_out_and_moved(project: Project, table: int, memos: list[int]) -> None:
    cards = arrangements.lay(project, table, {memos[0]: (10, 20), memos[1]: (300, 20)})

    arrangements.move(project, {cards[1]: (300, 240)})

    assert laid(project, table) == [(memos[0], 10, 20), (memos[1], 300, 240)]


def test_a_memo_lies_on_a_table_once(project: Project, table: int, memos: list[int]) -> None:
    arrangements.lay(project, table, {memos[0]: (10, 20)})
    arrangements.lay(project, table, {memos[0]: (50, 60)})

    assert laid(project, table) == [(memos[0], 50, 60)]


def test_undo_puts_a_card_back(project: Project, table: int, memos: list[int]) -> None:
    (card,) = arrangements.lay(project, table, {memos[0]: (10, 20)})
    arrangements.move(project, {card: (90, 90)})

    told = project.undo()

    assert told == "Move 1 card on the table"
    assert laid(project, table) == [(memos[0], 10, 20)]


def test_cards_and_headings_become_an_outline(project: Project, table: int, memos: list[int]) -> None:
    first, second = arrangements.lay(project, table, {memos[0]: (0, 0), memos[1]: (0, 100)})
    heading = arrangements.add_heading(project, table, "Getting alongside", (0, -80))

    arrangements.order(project, table, [Entry(heading, 0), Entry(second, 1), Entry(first, 5)])

    found = arrangements.cards(project, table)
    assert arrangements.entries(found) == [Entry(heading, 0), Entry(second, 1), Entry(first, 2)]
    assert [card.heading for card in found] == ["Getting alongside", "", ""]


def test_taking_a_card_off_leaves_the_memo_and_closes_the_outline(
    project: Project, table: int, memos: list[int]
) -> None:
    cards = arrangements.lay(project, table, dict.fromkeys(memos, (0, 0)))
    arrangements.order(project, table, [Entry(card, depth) for depth, card in enumerate(cards)])

    arrangements.take_off(project, table, [cards[0]])

    found = arrangements.cards(project, table)
    assert arrangements.entries(found) == [Entry(cards[1], 0), Entry(cards[2], 1)]
    assert [card.memo_id for card in found] == memos[1:]


def test_a_deleted_memo_leaves_the_table_and_undo_brings_it_back(
    project: Project, table: int, memos: list[int]
) -> None:
    arrangements.lay(project, table, dict.fromkeys(memos, (0, 0)))

    service.delete(project, memos[1])
    without = laid(project, table)
    project.undo()

    assert [memo for memo, _x, _y in without] == [memos[0], memos[2]]
    assert [memo for memo, _x, _y in laid(project, table)] == memos


def test_a_duplicate_is_a_table_of_its_own(project: Project, table: int, memos: list[int]) -> None:
    (card,) = arrangements.lay(project, table, {memos[0]: (10, 20)})
    arrangements.order(project, table, [Entry(card)])
    copy = arrangements.duplicate(project, table, "Second sorting")

    arrangements.take_off(project, table, [card])

    assert laid(project, copy) == [(memos[0], 10, 20)]
    assert len(arrangements.entries(arrangements.cards(project, copy))) == 1
    assert [row.name for row in arrangements.rows(project)] == ["Second sorting", "First sorting"]


def test_names_are_unique_and_not_blank(project: Project, table: int) -> None:
    with pytest.raises(ArrangementNameTaken):
        arrangements.create(project, "first  sorting")
    with pytest.raises(ArrangementNameMissing):
        arrangements.rename(project, table, "  ")

    arrangements.rename(project, table, "FIRST sorting")

    assert arrangements.rows(project)[0].name == "FIRST sorting"


def test_a_name_that_is_not_there_tells_which_are(project: Project, table: int) -> None:
    with pytest.raises(NotFound, match="First sorting"):
        arrangements.find(project, "Second")


def test_deleting_an_arrangement_leaves_the_memos(project: Project, table: int, memos: list[int]) -> None:
    arrangements.lay(project, table, {memos[0]: (10, 20)})

    arrangements.delete(project, table)

    assert arrangements.rows(project) == []
    assert arrangements.cards(project, table) == []


def test_headings_take_other_words_and_memos_do_not(project: Project, table: int, memos: list[int]) -> None:
    heading = arrangements.add_heading(project, table, "Alongside", (0, 0))
    (card,) = arrangements.lay(project, table, {memos[0]: (0, 0)})

    arrangements.retitle(project, heading, " Getting  alongside ")
    arrangements.retitle(project, heading, " ")

    assert arrangements.cards(project, table)[0].heading == "Getting alongside"
    with pytest.raises(NotFound):
        arrangements.retitle(project, card, "No")


def test_what_another_hand_took_away_is_refused(project: Project, table: int, memos: list[int]) -> None:
    with pytest.raises(NotFound):
        arrangements.move(project, {99: (0, 0)})
    with pytest.raises(NotFound):
        arrangements.lay(project, table, {99: (0, 0)})
