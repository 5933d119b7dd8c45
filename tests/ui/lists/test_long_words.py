from __future__ import annotations

import pytest

from qda.ui.lists.long_words import breakable, pieces


@pytest.mark.parametrize(
    "words",
    ["North Team", "مقابلة مع الأم حول حماية الطفل", "关于儿童保护工作的访谈记录与田野笔记和会议", "a-b-c " * 9],
)
def test_what_breaks_by_itself_stays_as_it_is(words: str) -> None:
    assert breakable(words) == words


def test_a_long_word_may_break_and_reads_the_same() -> None:
    name = "LSCB – Jugendhilfeplanungsausschusssitzung"

    shown = breakable(name)

    assert shown.replace("\u200b", "") == name
    assert max(map(len, pieces(shown))) == len("LSCB")


def test_spaces_that_hold_together_hold() -> None:
    assert pieces("not\u00a0judged 2\u00a0segments\nhere") == ["not\u00a0judged", "2\u00a0segments", "here"]
