from __future__ import annotations

import pytest

from qda.sources.naming import KINDS, Guess, guess


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2010-07-07 North Team field note.txt", Guess("field note", "2010-07-07", case="North Team")),
        ("Interview Theresa 12 May 2013.docx", Guess("interview", "2013-05-12", participant="Theresa")),
        ("LSCB minutes May 2013.pdf", Guess("document", "2013-05", case="LSCB")),
        ("P07_interview.txt", Guess("interview", participant="P07")),
        ("InterviewAnna_2012.docx", Guess("interview", "2012", participant="Anna")),
        ("Interview mit Frau Müller 3. März 2014.docx", Guess("interview", "2014-03-03", participant="Frau Müller")),
        ("20130512_INT_P03_final.docx", Guess("interview", "2013-05-12", participant="P03")),
        ("Case record Leah.rtf", Guess("case record", case="Leah")),
        ("07.07.2010 Feldnotizen Nordteam.txt", Guess("field note", "2010-07-07", case="Nordteam")),
        ("diary 2013-05.txt", Guess("diary", "2013-05")),
        ("P1 P2 focus group 5-13-2019.docx", Guess("interview", "2019-05-13")),
        ("Interview Anna and Stephen.docx", Guess("interview")),
        ("March 3rd, 2014 observation.txt", Guess("field note", "2014-03-03")),
        ("001_e3e1c8adf16b3a60.txt", Guess()),
        ("Notes 31-02-2013.txt", Guess(date="2013")),
        ("", Guess()),
    ],
)
def test_a_file_name_tells_what_is_in_it(name: str, expected: Guess) -> None:
    assert guess(name) == expected


def test_known_names_go_first_and_are_spelled_as_they_are_known() -> None:
    found = guess(
        "interview_with_theresa - martine 2013.docx",
        units=["Casework", "Case"],
        cases=["Martine", "Martin"],
        participants=["Theresa", "The"],
    )

    assert found == Guess("interview", "2013", participant="Theresa", case="Martine")


def test_a_name_inside_another_is_not_taken() -> None:
    found = guess("lscb north team fieldnote.docx", units=["LSCB"], cases=["North Team", "North"])

    assert found == Guess("field note", case="North Team", unit="LSCB")


def test_two_known_participants_are_nobodys_interview() -> None:
    assert guess("Anna and Stephen.docx", participants=["Anna", "Stephen"]).participant is None


def test_guessed_kinds_are_kinds() -> None:
    names = ("interview", "field notes", "case file", "minutes", "tagebuch", "article")

    assert [guess(name).kind for name in names] == [kind for kind in KINDS if kind != "other"]
