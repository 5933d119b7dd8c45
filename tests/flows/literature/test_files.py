"""Reading and writing .ris and .bib as databases and reference managers make them, faults and all."""

from __future__ import annotations

import pytest

from qda.flows.literature import bib, ris, tex
from qda.study.references import Reference

_RIS = """\
TY  - JOUR
AU  - Gray, Beth
AU  - Hall, Mary
TI  - Listening at the door: a study of
      going in
T2  - Journal of Invented Studies
J2  - J. Inv. Stud.
PY  - 2010
DA  - 2010/07/07/
VL  - 12
IS  - 3
SP  - 45
EP  - 67
DO  - 10.1000/xyz.1
KW  - visits
KW  - trust
SN  - 1234-5678
N1  - Read on the train
DB  - ASSIA
ER  -

TY  - CHAP
A1  - Lowe, Ann
A2  - Moss, Ida
T1  - What teams know
BT  - Knowing together
Y1  - 2011///spring
SP  - 12-30
PB  - Fell Press
ER  -
"""


def test_ris_fills_the_fields_and_keeps_the_rest() -> None:
    records, told = ris.read(_RIS)

    article, chapter = records
    assert told == []
    assert article.reference == Reference(
        title="Listening at the door: a study of going in",
        type="article",
        authors="Gray, Beth\nHall, Mary",
        year="2010-07-07",
        container="Journal of Invented Studies",
        volume="12",
        issue="3",
        pages="45-67",
        doi="10.1000/xyz.1",
        keywords="visits; trust",
        found_in="ASSIA",
    )
    assert article.rest == (("J2", "J. Inv. Stud."), ("SN", "1234-5678"), ("N1", "Read on the train"))
    assert chapter.reference.authors == "Lowe, Ann\nMoss, Ida (Ed.)"
    assert (chapter.reference.container, chapter.reference.year, chapter.reference.pages) == (
        "Knowing together", "2011", "12-30",
    )  # fmt: skip


@pytest.mark.parametrize("text", [_RIS.replace("\n", "\r\n"), _RIS.replace("ER  -", ""), _RIS.replace("  - ", " - ")])
def test_ris_is_read_with_other_line_ends_without_ends_and_with_fewer_spaces(text: str) -> None:
    records, _told = ris.read(text)

    assert [record.reference.title for record in records] == [
        "Listening at the door: a study of going in", "What teams know",
    ]  # fmt: skip


def test_what_stands_outside_ris_records_is_told() -> None:
    records, told = ris.read("Exported on Monday\nTY  - BOOK\nBT  - Alone\nER  -\nAU  - Nobody\n")

    assert [record.reference.title for record in records] == ["Alone"]
    assert told == [
        "Line 1 belongs to no record: “Exported on Monday”.",
        "Line 5 belongs to no record: “AU  - Nobody”.",
    ]


def test_a_date_of_another_year_stays_beside_the_year() -> None:
    (record,), _told = ris.read("TY  - JOUR\nTI  - A\nPY  - 2009\nDA  - 2010/01/12\nER  - ")

    assert record.reference.year == "2009"
    assert record.rest == (("DA", "2010/01/12"),)


_BIB = r"""
% a comment
@string{jis = {Journal of Invented Studies}}
@STRING(press = "Fell " # "Press")
@comment{jabref-meta: databaseType:bibtex;}
@article{gray2010,
  author = {Gr{\"a}y, Beth and M{\"u}ller-{\'E}tienne, {\O}yvind and {Office of Fell and Moss}},
  title = "{Listening} at the \emph{Door} --- \& after",
  journal = jis, volume = 12, number = {3}, pages = {45--67}, year = 2010, month = jul,
  doi = {https://doi.org/10.1000/xyz.1}, keywords = {visits, trust}, issn = {1234-5678}
}
@InCollection{lowe, author={Ann van der Lowe}, title={What Teams Know}, pages={12-30}, crossref = {together}}
@book{together, editor = {Moss, Ida and Reed, Jr., Tom}, title = {Knowing Together}, publisher = press, year = {2011}}
@phdthesis{ash, author = {Vera Ash}, title = {Getting alongside}, school = {University of Fell}, date = {2015-03}}
@misc{site, author={{The Field}}, title={How to ask}, url={https://example.org/a_b?c=1%20}, urldate={2020-01-01}}
"""


def test_bib_fills_the_fields_from_strings_accents_and_crossed_entries() -> None:
    records, told = bib.read(_BIB)

    article, chapter, book, thesis, site = (record.reference for record in records)
    assert told == []
    assert article == Reference(
        title="Listening at the Door — & after",
        type="article",
        authors="Gräy, Beth\nMüller-Étienne, Øyvind\nOffice of Fell and Moss",
        year="2010",
        container="Journal of Invented Studies",
        volume="12",
        issue="3",
        pages="45–67",
        doi="10.1000/xyz.1",
        keywords="visits; trust",
        cite_key="gray2010",
    )
    assert records[0].rest == (("month", "jul"), ("issn", "1234-5678"))
    assert (chapter.type, chapter.container, chapter.publisher, chapter.year) == (
        "chapter", "Knowing Together", "Fell Press", "2011",
    )  # fmt: skip
    assert chapter.authors == "van der Lowe, Ann\nMoss, Ida (Ed.)\nReed, Tom, Jr. (Ed.)"
    assert book.authors == "Moss, Ida (Ed.)\nReed, Tom, Jr. (Ed.)"
    assert (thesis.issue, thesis.publisher, thesis.year) == ("Doctoral dissertation", "University of Fell", "2015-03")
    assert (site.type, site.url, site.authors) == ("web page", "https://example.org/a_b?c=1%20", "The Field")


def test_a_bib_entry_without_its_end_hides_no_other() -> None:
    records, told = bib.read("@book{a, title = {One}, year = 2001\n@book{b, title = {Two}}\n@book{c, title={Th")

    assert [record.reference.title for record in records] == ["One", "Two", ""]
    assert told == [
        "The entry “a” in line 1 has no proper end; read as far as it goes.",
        "The entry “c” in line 3 has no proper end; read as far as it goes.",
    ]


def test_a_cross_reference_to_nothing_is_told() -> None:
    records, told = bib.read("@inbook{a, title={One}, crossref={gone}}")

    assert told == ["“a” refers to “gone”, which is not there."]
    assert records[0].rest == (("crossref", "gone"),)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"M{\"u}ller", "Müller"), (r"M\"uller", "Müller"), (r'M\"{u}ller', "Müller"), (r"{\'e}t{\'{e}}", "été"),
        (r"\v{S}koda \c{c}a {\c c}a", "Škoda ça ça"), (r"na\"{\i}ve", "naïve"), (r"na{\"\i}ve", "naïve"),
        (r"{\ss}{\o}{\AA}ngstr\"om", "ßøÅngström"), (r"\ae gir", "ægir"), (r"50\% \& more\_", "50% & more_"),
        (r"``so'' -- or~not", "“so” – or not"), (r"\unknown{x}", r"\unknownx"), (r"a \{b\}", "a {b}"),
        (r"Erd\H{o}s", "Erdős"), ("Zürich", "Zürich"),
    ],
)  # fmt: skip
def test_latex_is_read_as_letters(written: str, expected: str) -> None:
    assert tex.read(written) == expected


_SOME = (
    Reference("Listening, 50% & more_", "article", "Gräy, Beth\nOffice of Fell and Moss", "2010", "J{x}", "12", "3",
              "45–67", doi="10.1/a_b", keywords="a; b", abstract="Long.", found_in="ASSIA", cite_key="gray"),
    Reference("Knowing", "chapter", "Lowe, Ann\nMoss, Ida (Ed.)", "2011", "Together", pages="9", publisher="Fell",
              cite_key="lowe"),
    Reference("Alongside", "thesis", "Ash, Vera", "2015", issue="Doctoral dissertation", publisher="Fell",
              cite_key="ash"),
    Reference("Ask", "web page", "The Field", "2019-03-07", "The Field", url="https://example.org/a_b?c=1&d=2",
              cite_key="field"),
    Reference("Boards", "report", "Northern Office", "2012", issue="14", publisher="Northern", place="Fell",
              language="en", cite_key="boards"),
)  # fmt: skip


@pytest.mark.parametrize("module", [ris, bib])
def test_what_is_written_is_read_as_it_was(module: object) -> None:
    assert module in (ris, bib)
    files = ris if module is ris else bib

    records, told = files.read(files.written(_SOME))

    assert told == []
    assert [_even(record.reference) for record in records] == [_even(each) for each in _SOME]


def _even(found: Reference) -> Reference:
    from dataclasses import replace

    return replace(found, pages=found.pages.replace("–", "-"))
