"""References as APA sets them, names of authors, keys, and what makes two records one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.study import references
from qda.study.references import Author, Piece, Reference, apa, plain

_ARTICLE = Reference(
    title="Listening at the door",
    type="article",
    authors="Gray, Beth\nHall, Mary-Jane A.",
    year="2010",
    container="Journal of Invented Studies",
    volume="12",
    issue="3",
    pages="45-67",
    doi="https://doi.org/10.1000/XYZ.1",
)


def test_an_article_has_its_journal_and_volume_in_slanted_letters() -> None:
    assert apa(_ARTICLE) == (
        Piece("Gray, B., & Hall, M.-J. A. (2010). Listening at the door. "),
        Piece("Journal of Invented Studies", italic=True),
        Piece(", "),
        Piece("12", italic=True),
        Piece("(3), 45–67. https://doi.org/10.1000/XYZ.1"),
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            Reference("Coding by hand", "book", "Moss, Ida", "2006", publisher="Fell Press", place="London"),
            "Moss, I. (2006). Coding by hand. Fell Press.",
        ),
        (
            Reference("Voices", "book", "Moss, Ida (Ed.)\nReed, Tom (Ed.)", "2006", publisher="Fell Press"),
            "Moss, I., & Reed, T. (Eds.). (2006). Voices. Fell Press.",
        ),
        (
            Reference(
                "What teams know", "chapter", "Lowe, Ann\nMoss, Ida (Ed.)\nReed, Tom (Ed.)", "2011",
                container="Knowing together", pages="12--30", publisher="Fell Press",
            ),
            "Lowe, A. (2011). What teams know. In I. Moss & T. Reed (Eds.), Knowing together (pp. 12–30). Fell Press.",
        ),
        (
            Reference("One page", "chapter", "Lowe, A.\nMoss, I. (Ed.)", "2011", container="Essays", pages="9"),
            "Lowe, A. (2011). One page. In I. Moss (Ed.), Essays (p. 9).",
        ),
        (
            Reference("Boards at work", "report", "Northern Office", "2012", issue="14", publisher="Northern Office",
                      url="https://example.org/14"),
            "Northern Office. (2012). Boards at work (No. 14). https://example.org/14",
        ),
        (
            Reference("Getting alongside", "thesis", "Ash, Vera", "2015", issue="Doctoral dissertation",
                      publisher="University of Fell"),
            "Ash, V. (2015). Getting alongside [Doctoral dissertation, University of Fell].",
        ),
        (
            Reference("How to ask", "web page", "Ash, Vera", "2019-03-07", container="The Field",
                      url="https://example.org/ask"),
            "Ash, V. (2019, March 7). How to ask. The Field. https://example.org/ask",
        ),
        (
            Reference("Ask again?", "web page", "The Field", "", container="The Field", url="https://example.org/a"),
            "The Field. (n.d.). Ask again? https://example.org/a",
        ),
        (
            Reference("Without a name", "book", "", "2001", publisher="Fell Press"),
            "Without a name. (2001). Fell Press.",
        ),
        (
            Reference("Talk", "conference paper", "Ash, V.", "2014", container="Proceedings of Talk", pages="3-9"),
            "Ash, V. (2014). Talk. In Proceedings of Talk (pp. 3–9).",
        ),
        (
            Reference("Soon", "article", "Ash, V.", "in press", container="Fell Review"),
            "Ash, V. (in press). Soon. Fell Review.",
        ),
        (
            Reference("Numbered", "article", "Ash, V.", "2003", container="Fell Review", volume="4", pages="e117"),
            "Ash, V. (2003). Numbered. Fell Review, 4, e117.",
        ),
    ],
)  # fmt: skip
def test_each_type_has_its_form(found: Reference, expected: str) -> None:
    assert plain(found) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, ""),
        (1, "F1, A."),
        (2, "F1, A., & F2, A."),
        (3, "F1, A., F2, A., & F3, A."),
        (20, ", ".join(f"F{n}, A." for n in range(1, 20)) + ", & F20, A."),
        (21, ", ".join(f"F{n}, A." for n in range(1, 20)) + ", . . . F21, A."),
        (25, ", ".join(f"F{n}, A." for n in range(1, 20)) + ", . . . F25, A."),
    ],
)
def test_many_authors_are_named_as_the_manual_says(count: int, expected: str) -> None:
    people = [Author(f"F{number}", "Ann") for number in range(1, count + 1)]

    assert references.named(people) == expected


def test_two_organisations_are_joined_without_a_comma() -> None:
    assert references.named([Author("Office of Fell"), Author("Board of Moss")]) == "Office of Fell & Board of Moss"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  Gray ,  Beth ", Author("Gray", "Beth")),
        ("van der Berg, Jan", Author("van der Berg", "Jan")),
        ("King, Martin Luther, Jr.", Author("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin", Author("King", "Martin", "Jr.")),
        ("{Office of Fell, Moss and Reed}", Author("Office of Fell, Moss and Reed")),
        ("World Office", Author("World Office")),
        ("Moss, Ida (Hrsg.)", Author("Moss", "Ida", editor=True)),
    ],
)
def test_a_line_is_read_as_an_author(line: str, expected: Author) -> None:
    assert references.author(line) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Mary-Jane Anne", "M.-J. A."), ("J.R.R.", "J. R. R."), ("JRR", "J. R. R."), ("Ødegård", "Ø."),
        ("J.-P.", "J.-P."), ("X", "X."), ("", ""),
    ],
)  # fmt: skip
def test_given_names_become_initials(given: str, expected: str) -> None:
    assert references.initials(given) == expected


def test_german_words_stand_around_a_german_reference() -> None:
    found = Reference("Zuhören", "chapter", "Moos, Ida\nRied, Tom (Ed.)", "", container="Fälle", pages="3-9")

    assert plain(found, "de") == "Moos, I. (o. J.). Zuhören. In T. Ried (Hrsg.), Fälle (S. 3–9)."


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Gray, B.", "Gray, 2010"),
        ("Gray, B.\nHall, M.", "Gray & Hall, 2010"),
        ("Gray, B.\nHall, M.\nMoss, I.", "Gray et al., 2010"),
        ("", "“Listening at the door”, 2010"),
        ("Moss, I. (Ed.)", "Moss, 2010"),
    ],
)
def test_a_text_refers_to_it_shortly(authors: str, expected: str) -> None:
    assert references.citation(replace(_ARTICLE, authors=authors)) == expected


def test_a_cite_key_is_plain_and_free() -> None:
    found = Reference("The über-visit", authors="Müller, Ödön", year="2011-05")

    first = references.cite_key(found)
    second = references.cite_key(found, {first})

    assert (first, second) == ("muller2011ubervisit", "muller2011ubervisita")
    assert references.cite_key(Reference("???")) == "reference"


def test_records_are_the_same_by_doi_or_by_title_and_year() -> None:
    twin = Reference("Listening, at the Door!", year="2010-02")
    other = Reference("Another", doi="DOI: 10.1000/xyz.1")

    keys = set(references.sameness(_ARTICLE))

    assert keys & set(references.sameness(twin))
    assert keys & set(references.sameness(other))
    assert not keys & set(references.sameness(replace(twin, year="2011")))


def test_references_stand_in_the_order_of_names_not_of_marks() -> None:
    found = [Reference("b", authors="Zorn, A."), Reference("a", authors="Öl, A."), Reference("c", authors="Paul, A.")]

    assert [each.title for each in sorted(found, key=references.order)] == ["a", "c", "b"]
