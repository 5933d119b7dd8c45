from __future__ import annotations

from pathlib import Path

import pytest

from qda.flows.importing.files import Plan
from qda.text import Mark
from qda.ui.study.dates import NotADate
from qda.ui.study.importing import files
from qda.ui.study.importing.files import SHOWN, FileRow, Head, Known, Way
from qda.ui.study.sources.who import Who

STUDY = Known({"Casework": ("Martine", "Leah"), "Teams": ("North Team",)}, ("Theresa",), frozenset({"interview"}))
PATH = Path("talk.txt")


def row(**told: object) -> FileRow:
    return FileRow(PATH, **told)  # type: ignore[arg-type]  # fields of the row


def spoken(**told: object) -> FileRow:
    return row(head=Head(samples=1, labels=(("INT", 3), ("Theresa", 4), ("P1", 1))), **told)


def test_a_known_case_brings_its_unit_and_another_unit_drops_it() -> None:
    file = row()

    files.set_field(file, "case", " martine ", STUDY)
    assert (file.unit, file.case) == ("Casework", "martine")
    files.set_field(file, "unit", "Teams", STUDY)

    assert (file.unit, file.case) == ("Teams", "")


def test_a_guessed_case_that_is_new_waits_for_its_unit() -> None:
    file = row()

    files.take_guess(file, Plan(PATH, kind="field note", case="South Team", date="2013-05"), STUDY)
    assert (file.kind, file.case, file.date, files.obstacle(file, STUDY)) == ("field note", "", "2013-05", "")
    files.set_field(file, "unit", "Teams", STUDY)

    assert (file.unit, file.case) == ("Teams", "South Team")


def test_a_guess_never_takes_the_place_of_what_was_typed() -> None:
    file = row(kind="diary", case="Leah", participants="Anna")

    files.take_guess(file, Plan(PATH, kind="interview", case="Martine", participants=("Theresa",)), STUDY)

    assert (file.kind, file.case, file.participants) == ("diary", "Leah", "Anna")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"case": "New"}, "The case “New” is new: say in which unit it belongs."),
        ({"case": "New", "unit": "Casework"}, ""),
        ({"case": "leah", "unit": "Teams"}, "The case “leah” belongs to the unit “Casework”."),
        ({"case": "Leah"}, ""),
        ({"date": "soon"}, "“soon” is not a date."),
        ({"head": Head(problem="It is empty.", hint="Look.")}, "It is empty. Look."),
    ],
)
def test_what_would_make_an_import_fail_is_said_before(told: dict[str, object], sentence: str) -> None:
    assert files.obstacle(row(**told), STUDY) == sentence


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ({"head": Head(samples=1, twins=("Old",))}, "This file is in the study already, as “Old”."),
        ({"twin": "a.txt"}, "This is the same file as “a.txt”."),
        ({"name": "INTERVIEW", "head": Head(samples=1)}, "There is a source of this name"),
        ({"name": "else", "head": Head(samples=1)}, ""),
    ],
)
def test_what_one_should_know_of_a_file_is_said(told: dict[str, object], start: str) -> None:
    remark = files.remark(row(**told), STUDY)
    assert remark.startswith(start) and bool(remark) is bool(start)


def test_speakers_are_known_by_name_by_custom_and_by_choice() -> None:
    file = spoken(speakers={"P1": Who(name="Angela")})

    found = files.who_speaks(file, ["Theresa"], {"INT"})

    assert found == {"INT": Who(interviewer=True), "Theresa": Who(name="Theresa"), "P1": Who(name="Angela")}


def test_the_only_label_left_is_the_only_participant_there_is() -> None:
    file = row(participants="Angela", head=Head(samples=1, labels=(("INT", 3), ("P1", 3))))

    assert files.who_speaks(file, [], {"INT"})["P1"] == Who(name="Angela")


def test_with_two_labels_left_nobody_is_guessed() -> None:
    file = row(participants="Angela", head=Head(samples=1, labels=(("P1", 3), ("P2", 3))))

    assert set(files.who_speaks(file, [], set()).values()) == {Who()}


def test_a_label_that_says_participant_is_the_only_one_there_is() -> None:
    file = row(participants="P1", head=Head(samples=1, labels=(("Dan", 47), ("Participant", 47))))

    assert files.who_speaks(file, [], set()) == {"Dan": Who(), "Participant": Who(name="P1")}


def test_a_plan_holds_what_was_said() -> None:
    file = spoken(name=" Talk ", participants="Theresa, Angela", date="18 May 2012", lines="turn", way=Way("cp1252"))

    plan = files.plan_of(file, files.who_speaks(file, ["Theresa"], {"INT"}), keep_original=False)

    assert (plan.name, plan.date, plan.line_units, plan.encoding) == ("Talk", "2012-05-18", "turn", "cp1252")
    assert (plan.participants, plan.keep_original) == (("Theresa", "Angela"), False)
    assert plan.speakers == {"INT": None, "Theresa": "Theresa", "P1": ""}


def test_a_plan_with_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(NotADate):
        files.plan_of(row(date="soon"), {}, keep_original=True)


def test_the_second_of_two_equal_files_is_not_ticked() -> None:
    rows = [FileRow(Path(name), head=Head(sha=sha)) for name, sha in (("a", "1"), ("b", "2"), ("c", "1"))]

    files.mark_twins(rows)
    rows[2].ticked = True  # the user wants it all the same
    files.mark_twins(rows)

    assert [(file.twin, file.ticked) for file in rows] == [("", True), ("", True), ("a", True)]


def test_a_long_text_is_shown_to_the_end_of_a_line() -> None:
    text = "word " * 11_999 + "end\n" + "more " * 9
    marks = (Mark(0, 4, "bold"), Mark(len(text) - 3, len(text), "bold"))

    shown = files.sample("long", text, marks)

    assert len(shown.text) == 59_998 <= SHOWN
    assert (shown.whole, shown.marks) == (len(text), (Mark(0, 4, "bold"),))


def test_what_was_seen_and_planned_is_told_in_a_line() -> None:
    file = spoken(kind="interview", case="Leah", unit="Casework", date="2012")
    assert file.head is not None

    assert files.told(file) == "interview · Leah · 2012"
    assert files.seen(file.head) == "0 words · 3 speakers"
