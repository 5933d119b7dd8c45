from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.text import Span
from qda.text.hidden import Finder, Form, around, replaced

ANNA = Form("Anna", 1, "Martine")


def words_found(name: str, text: str, *, capital: bool = False) -> list[str]:
    return [found.words for found in Finder([Form(name, 1, "X", capital)]).find(text)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Anna", "Anna came, and anna left; ANNA: yes.", ["Anna", "anna", "ANNA"]),
        ("Anna", "Anna’s coat, Anna's hat, Annas Mutter", ["Anna", "Anna", "Anna"]),
        ("Anna", "Annabel and Hanna and Savannah", []),
        ("Anna", "Interview_Anna_2.docx, Anna2.txt", ["Anna", "Anna"]),
        ("Anne-Marie", "Anne Marie, Annemarie, Anne‑Marie, Anne-\nMarie", ["Anne Marie", "Annemarie", "Anne‑Marie",
                                                                          "Anne-\nMarie"]),
        ("Anna Schmidt", "Anna\nSchmidt, Anna  Schmidt, Anna-Schmidt", ["Anna\nSchmidt", "Anna  Schmidt",
                                                                       "Anna-Schmidt"]),
        ("José", "Jose, JOSÉ, Jose\u0301 again", ["Jose", "JOSÉ", "Jose\u0301"]),
        ("Müller", "Mueller, Muller, MÜLLER, Mu\u0308ller", ["Mueller", "Muller", "MÜLLER", "Mu\u0308ller"]),
        ("Mueller", "Müller", ["Müller"]),
        ("Groß", "GROSS, Gross", ["GROSS", "Gross"]),
        ("Işıl", "ISIL, Isil, IŞIL", ["ISIL", "Isil", "IŞIL"]),
        ("İpek", "Ipek, ipek", ["Ipek", "ipek"]),
        ("Łukasz", "Lukasz", ["Lukasz"]),
        ("O’Neill", "O'Neill, ONeill", ["O'Neill", "ONeill"]),
        ("Martine", "Mar\u00adtine, Mar\u200btine", ["Mar\u00adtine", "Mar\u200btine"]),
    ],
)  # fmt: skip
def test_a_name_is_found_as_people_write_it(name: str, text: str, found: list[str]) -> None:
    assert words_found(name, text) == found


def test_a_name_that_is_a_word_needs_its_capital() -> None:
    assert words_found("Rose", "Rose said: a rose is a rose, and prices rose.", capital=True) == ["Rose"]


def test_of_two_forms_the_longer_is_found_and_places_are_those_of_the_text() -> None:
    text = "Größe: Anna Schmidt und Anna."
    finder = Finder([ANNA, Form("Anna Schmidt", 1, "Martine Keller")])

    found = finder.find(text)

    assert [each.span.of(text) for each in found] == ["Anna Schmidt", "Anna"]
    assert replaced(text, found, brackets=True) == "Größe: [Martine Keller] und [Martine]."


def test_a_name_in_capitals_stays_in_capitals() -> None:
    text = "ANNA: I told Anna’s mother."

    assert replaced(text, Finder([ANNA]).find(text)) == "MARTINE: I told Martine’s mother."


def test_the_words_around_a_place_know_it_again() -> None:
    text = "She planted a Rose in the old garden."

    assert around(text, Span(14, 18)) == ("she planted a", "in the old")


def test_nothing_is_found_by_a_finder_of_nothing() -> None:
    assert Finder([]).find("Anna") == []


@given(st.text("Anßäü\u0301\u00ad .-'’", max_size=30), st.text("Anßäü\u0301\u00ad .-'’", max_size=30))
def test_a_place_is_always_one_of_the_text(before: str, after: str) -> None:
    text = f"{before} Anna {after}"

    found = Finder([ANNA]).find(text)

    assert any(each.span.of(text).startswith("Anna") for each in found)
    assert all(each.span.of(text) == each.words for each in found)
