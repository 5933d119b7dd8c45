"""Quoted, labelled extracts: rules on sentences of our own, and the reader's copy of the thesis where it is at hand."""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qda.sources import extracts
from qda.sources.extracts import Extract, NoExtracts

THESIS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds" / "001_e3e1c8adf16b3a60.txt"
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "thesis_extracts.json"

needs_thesis = pytest.mark.skipif(
    not THESIS.exists(), reason="the reader's copy of the thesis is not beside the project"
)

QUOTE = "I put the kettle on and waited for her to knock."


def only(text: str) -> Extract:
    (extract,) = extracts.find(text)
    return extract


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


# --- what a label says


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Interview with Theresa", "interview | Casework | Martine | Theresa | parent | None"),
        ("Interview with Angela", "interview | Casework | Martine | Angela | social worker | None"),
        ("Interview with Anna and Stephen", "interview | Casework | Paul | Anna and Stephen | parent | None"),
        ("interview with  George", "interview | Casework | Kyle and Simon | George | social worker | None"),
        ("Interview with Michael", "interview | Casework | Jo and Georgia | Michael | parent | None"),
        ("Interview with Carol", "interview | Casework | Jo and Georgia | Carol | social worker | None"),
        (
            "Field note extract: North Team, 7th July 2010",
            "field note | Safeguarding teams | North Team | None | None | 2010-07-07",
        ),
        (
            "Field note extract: North Team, January 5th 2011",
            "field note | Safeguarding teams | North Team | None | None | 2011-01-05",
        ),
        (
            "Field-note extract: Central Team 20 May 2013",
            "field note | Safeguarding teams | Central Team | None | None | 2013-05-20",
        ),
        (
            "Field note extract: LSCB Board meeting, March 2012",
            "field note | LSCB | LSCB | None | None | 2012-03",
        ),
        ("Field note extract: LSCB January 2012", "field note | LSCB | LSCB | None | None | 2012-01"),
        ("LSCB Executive meeting minutes Nov. 2012", "document | LSCB | LSCB | None | None | 2012-11"),
        ("Extract from a leaflet for foster carers", "document | LSCB | LSCB | None | None | None"),
        ("Harbour Trust's Annual Report 2013", "document | LSCB | LSCB | None | None | 2013"),
        ("Field note extract: Case Record of Leah", "case record | Casework | Leah | None | None | None"),
        (
            "Field note extract: Case record of Martine - core group",
            "case record | Casework | Martine | None | None | None",
        ),
    ],
)
def test_a_label_tells_kind_home_participant_and_date(label: str, told: str) -> None:
    extract = only(paragraphs("She remembers:", f"{QUOTE} ({label})", "So she did."))

    says = (extract.kind, extract.unit, extract.case, extract.participant, extract.role, extract.date)
    assert " | ".join(map(str, says)) == told
    assert (extract.text, extract.label) == (QUOTE, " ".join(label.split()))


def test_two_speakers_are_two_people() -> None:
    extract = only(f"{QUOTE} (Interview with Anna and Stephen)")

    assert [person.name for person in extract.people] == ["Anna", "Stephen"]


def test_a_day_that_the_month_does_not_have_leaves_the_month() -> None:
    extract = only(f"{QUOTE} (Field note extract: North Team, 31st June 2010)")

    assert extract.date == "2010-06"


@pytest.mark.parametrize(
    "prose",
    [
        "The plan was made in May (HM Government, 2013).",
        "Case allocation\tNo interrogation (LSCB Board meeting)\tEndorsed",
        "Trust came first (as in the above extract) and detail later.",
        "The Board (LSCB) met six times (see the annual report 2013 for its dates) that year.",
        "She had been asked (Interview with Beatrice) about the rota.",
        "",
    ],
)
def test_a_bracket_that_is_no_label_yields_nothing(prose: str) -> None:
    with pytest.raises(NoExtracts):
        extracts.find(prose)


# --- where a quotation begins


def test_prose_before_and_after_stays_outside() -> None:
    text = paragraphs(
        "The team was busy that day.", f"{QUOTE} (Field note extract: North Team, 7th July 2010)", "I left."
    )

    extract = only(text)

    assert extract.text == QUOTE
    assert extract.span.of(text) == QUOTE


def test_all_paragraphs_after_the_colon_are_quoted() -> None:
    text = paragraphs("It asks staff:", "To knock;", "To wait; and", "To listen.", "(Harbour Trust Annual Report 2013)")

    assert only(text).text == "To knock;\n\nTo wait; and\n\nTo listen."


def test_a_heading_parts_the_quotation_from_an_earlier_colon() -> None:
    text = paragraphs("Two things count:", "Time and tea.", "Catching up", f"{QUOTE} (Interview with Carol)")

    assert only(text).text == QUOTE


def test_a_quotation_ends_the_one_before() -> None:
    text = paragraphs(
        "She said:", "I was tired. (Interview with Carol)", "Not alone.", f"{QUOTE} (Interview with Anna)"
    )

    assert [extract.text for extract in extracts.find(text)] == ["I was tired.", QUOTE]


def test_a_sentence_parted_by_a_page_is_joined_without_colon() -> None:
    text = paragraphs(
        "The day began late.",
        "I put the kettle on and",
        "41",
        "waited for her to knock. (Field note extract: Central Team, 20th May 2013)",
    )

    extract = only(text)

    assert extract.text == QUOTE
    assert extract.span.of(text).startswith("I put") and "41" in extract.span.of(text)


@pytest.mark.parametrize(
    "foot",
    [
        ("41",),
        ("12 Kettles are a matter for the caretaker.", "41"),
        ("¹² Kettles are a matter for the caretaker.",),
        ("41", "Kettles are a matter for the caretaker. They are counted."),
        ("\f",),
    ],
)
def test_what_stands_at_the_foot_of_a_page_is_left_out(foot: tuple[str, ...]) -> None:
    text = paragraphs("She said:", "I put the kettle on and", *foot, "waited for her to knock. (Interview with Carol)")

    assert only(text).text == QUOTE


def test_a_page_that_breaks_before_a_name_in_brackets_is_joined() -> None:
    text = paragraphs("She wrote:", "I left with", "[Nora] calling after me. (Field note extract: Case record of Leah)")

    assert only(text).text == "I left with [Nora] calling after me."


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'"])
def test_marks_around_the_whole_are_no_words(marks: str) -> None:
    quoted = marks.format("I can't wait, he's late.")

    extract = only(paragraphs("She said:", f"{quoted} (Interview with Carol)."))

    assert extract.text == "I can't wait, he's late."


def test_marks_inside_stay() -> None:
    words = '"Wait", she said. And I said: "No."'

    assert only(f"{words} (Interview with Carol)").text == words


def test_a_quotation_run_into_a_sentence_leaves_the_sentence_behind() -> None:
    text = paragraphs("It was late.", f'Carol put it plainly when she said "{QUOTE}" (Interview with Carol)')

    assert only(text).text == QUOTE


def test_an_indented_quotation_needs_no_colon() -> None:
    text = paragraphs(
        "Her evenings differ.", "    I wait.", "    Then I ring.  (Interview with Carol)", "She rings often."
    )

    assert only(text).text == "I wait.\n\nThen I ring."


def test_a_label_without_a_quotation_is_passed_by() -> None:
    text = paragraphs("She said:", "(Interview with Anna)", f"{QUOTE} (Interview with Carol)")

    assert [(extract.number, extract.participant) for extract in extracts.find(text)] == [(1, "Carol")]


def test_a_label_may_break_over_a_line() -> None:
    text = f"She said:\n{QUOTE} (Field note\nextract: North Team, 7th\nJuly 2010)\n"

    extract = only(text)

    assert (extract.text, extract.date) == (QUOTE, "2010-07-07")


# --- the thesis itself, in the copy that the reader brings


@cache
def thesis() -> str:
    return THESIS.read_text(encoding="utf-8")


@cache
def found() -> tuple[Extract, ...]:
    return extracts.find(thesis())


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fingerprint(extract: Extract) -> dict[str, Any]:
    """What the golden file keeps of an extract: what its label says, and hashes of its words."""
    words = extract.text.split()
    return {
        "number": extract.number,
        "kind": extract.kind,
        "unit": extract.unit,
        "case": extract.case,
        "participant": extract.participant,
        "role": extract.role,
        "date": extract.date,
        "words": len(words),
        "paragraphs": len(extract.text.split("\n\n")),
        "first": digest(" ".join(words[:3])),
        "last": digest(" ".join(words[-3:])),
        "text": digest(" ".join(words)),
    }


@needs_thesis
def test_all_labelled_extracts_of_the_thesis_are_found() -> None:
    counts = Counter((extract.unit, extract.kind, extract.case) for extract in found() if extract.kind != "interview")
    interviews = Counter(extract.participant for extract in found() if extract.kind == "interview")

    assert counts == {
        ("LSCB", "field note", "LSCB"): 13,
        ("LSCB", "document", "LSCB"): 6,
        ("Safeguarding teams", "field note", "North Team"): 15,
        ("Safeguarding teams", "field note", "Central Team"): 5,
        ("Casework", "case record", "Martine"): 1,
        ("Casework", "case record", "Leah"): 3,
        ("Casework", "case record", "Nicola"): 1,
    }
    assert interviews.total() == 19
    assert interviews == {"Theresa": 3, "Angela": 3, "Anna and Stephen": 4, "George": 3, "Michael": 4, "Carol": 2}
    assert len(found()) == 63


@needs_thesis
def test_every_extract_begins_and_ends_where_it_was_read_to() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))

    assert [fingerprint(extract) for extract in found()] == golden


@needs_thesis
def test_a_team_note_has_its_day_a_board_paper_its_month_an_interview_none() -> None:
    lengths = {(extract.kind, extract.unit): set[int]() for extract in found()}
    for extract in found():
        lengths[extract.kind, extract.unit].add(len(extract.date or ""))

    assert lengths == {
        ("field note", "LSCB"): {len("2012-03")},
        ("document", "LSCB"): {len("2013-05"), len("2013")},
        ("field note", "Safeguarding teams"): {len("2010-07-07")},
        ("interview", "Casework"): {0},
        ("case record", "Casework"): {0},
    }


@needs_thesis
def test_the_words_stand_in_the_thesis_as_they_are_but_for_what_is_at_the_foot_of_a_page() -> None:
    for extract in found():
        between = taken_out(" ".join(extract.span.of(thesis()).split()), " ".join(extract.text.split()))
        assert between == "" or re.match(r"\d{1,3} ", between), extract.label


def taken_out(whole: str, kept: str) -> str:
    """What one cut took out of `whole` to leave `kept`."""
    cut = next((place for place, (one, other) in enumerate(zip(whole, kept, strict=False)) if one != other), len(kept))
    rest = len(kept) - cut
    assert whole[len(whole) - rest :] == kept[cut:]
    return whole[cut : len(whole) - rest]


@needs_thesis
def test_no_extract_holds_a_label_or_follows_another_into_the_prose() -> None:
    for extract in found():
        assert (
            re.search(r"\((?:Field note|Interview with|LSCB .*minutes|Extract from|[^)]*Report)", extract.text) is None
        )
        assert thesis()[extract.span.end : extract.span.end + 30].lstrip("'\" \n").startswith("(")


def of_pages(text: str) -> str:
    """Every thirtieth line ends a page, with its number and a form feed."""
    lines = text.split("\n")
    pages = ["\n".join(lines[start : start + 30]) for start in range(0, len(lines), 30)]
    return "".join(f"{page}\n\n{number}\n\f" for number, page in enumerate(pages, start=1))


def wrapped(text: str) -> str:
    """No line over 80 characters, as a PDF gives it."""
    return "\n".join("\n".join(textwrap.wrap(line, 80, break_on_hyphens=False)) for line in text.split("\n"))


@needs_thesis
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(of_pages, id="form feeds and page numbers"),
        pytest.param(wrapped, id="wrapped lines"),
        pytest.param(lambda text: of_pages(wrapped(text)).replace("\n", "\r\n"), id="wrapped pages"),
    ],
)
def test_line_ends_pages_and_wrapping_do_not_matter(change: Any) -> None:
    again = extracts.find(change(thesis()))

    assert [extract.text.split() for extract in again] == [extract.text.split() for extract in found()]
    assert [extract.date for extract in again] == [extract.date for extract in found()]
