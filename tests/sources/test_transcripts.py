from __future__ import annotations

import pytest

from qda.sources.transcripts import find_speakers, find_structure, find_timestamps, guess_interviewer
from qda.text import Mark, turns


def labels(text: str) -> list[str]:
    return [mark.value for mark in find_speakers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INT: So?\nP01: Well.\nINT: And?\nP01: No.", ["INT", "P01", "INT", "P01"]),
        ("Theresa: It began.\nInterviewer 2: When?\nTheresa: Then.", ["Theresa", "Interviewer 2", "Theresa"]),
        ("Dr Smith: Hello.\nDr. Jones: Hello.\nDr Smith: Yes.\nDr. Jones: No.", ["Dr Smith", "Dr. Jones"] * 2),
        ("[00:01:12] Anna: hi\n[00:01:20] Ben: hi\n[00:02] Anna: no\n[00:03] Ben: o", ["Anna", "Ben"] * 2),
        ("**Speaker 1:** hello\n\n**Speaker 2:** yes", ["Speaker 1", "Speaker 2"]),
        ("**Anna**: yes\n**Ben**: no\n**Anna**: yes\n**Ben**: no", ["Anna", "Ben"] * 2),
        (
            "Steve Stark (00:03:10): I\nInterviewer (03:15): you\nSteve Stark (00:03:20): I",
            ["Steve Stark", "Interviewer", "Steve Stark"],
        ),
        ("I: Wie gut?\nB: Sehr.\nI: Und?\nB: Ja.", ["I", "B"] * 2),
        ("INT:\nSo tell me\n\nTheresa:\nI was\n\nINT:\nand?\n\nTheresa:\nno", ["INT", "Theresa"] * 2),
        ("Theresa\nI was there\n\nInterviewer\nand?\n\nTheresa\nno\n\nInterviewer\nok", ["Theresa", "Interviewer"] * 2),
        ("Q: When?\nA: Then.\nQ: Why?\nA: So.", ["Q", "A"] * 2),
        (
            "Anna Smith  0:03\nHello.\n\nBen  1:03:10\nHi.\n\nAnna Smith  1:04:00\nOh.\n\nBen  1:05:00\nNo.",
            ["Anna Smith", "Ben"] * 2,
        ),
        ("00:00:03 Speaker 1\nHello.\n\n00:00:10 Speaker 2\nFine.", ["Speaker 1", "Speaker 2"]),
        ("stark: Thanks.\nadam3us: Hi.\n" * 4, ["stark", "adam3us"] * 4),
        ("Social worker: I think\nMother: no\n" * 3, ["Social worker", "Mother"] * 3),
        ("P01:Yes\nINT:Why\nP01:So\nINT:ok", ["P01", "INT"] * 2),
        ("面接者：はい。\n花子：いいえ。\n面接者：はい。\n花子：いいえ。", ["面接者", "花子"] * 2),
        ("Interviewerin: Und wie ging es dann weiter?", ["Interviewerin"]),
        ("P01: Yes.\nP02: No.\nP01: Yes.", ["P01", "P02", "P01"]),
    ],
)
def test_labels_at_the_start_of_lines_are_speakers(text: str, found: list[str]) -> None:
    assert labels(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The reason is: money.\nThe reason is: time.",
        "Note: this\nNote: that\nNote: more",
        "http://a.b\nhttp://c.d\nhttps://e.f",
        "12:30 lunch\n13:45 tea",
        "Once: it was.\nThere was nothing else to say.",
        "Figure 1: x\nFigure 2: y\nTable 1: z",
        "and so he said: go\nand so he said: stay\nand so he said: no",
        "Date: 3 May\nPlace: Bluechester\nDate: 4 May",
        "Ratio 3:4 and 3:5\nRatio 3:4",
        "Why? Because: yes\nWhy? Because: no",
        "One\nline\nbelow\nanother\nOne\nline",
        "Aim: this\n" + "A long paragraph of a thesis that goes on.\n" * 200 + "Theme one: x\nTheme one: y",
    ],
)
def test_ordinary_sentences_with_a_colon_are_none(text: str) -> None:
    assert labels(text) == []


def test_the_head_of_a_transcript_is_no_turn() -> None:
    text = "Interviewer: Andrew Quin\nParticipant: Theresa\nDate: 3 May\n\nQ: Tell me.\nA: I will.\nQ: When?\nA: Now."

    assert labels(text) == ["Q", "A", "Q", "A"]


def test_a_mark_covers_the_label_with_its_colon_and_not_the_time_before_it() -> None:
    text = "[00:01:12]  Anna :  well\nBen: oh\n[00:02:00] Anna: no\nBen: so"

    found = find_speakers(text)

    assert [text[mark.start : mark.end] for mark in found] == ["Anna :", "Ben:", "Anna:", "Ben:"]


def test_bold_labels_need_no_share_of_the_text() -> None:
    text = "\n".join(["Hector: yes", *["A line of description."] * 100, "Hector: no"])
    bold = [Mark(at, at + 7, "bold") for at in (0, text.rindex("Hector"))]

    assert find_speakers(text) == []
    assert [mark.value for mark in find_speakers(text, bold)] == ["Hector", "Hector"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "[00:14:31] a (0:15:02.5) b #01:02:03-4#",
            [("[00:14:31]", "00:14:31"), ("(0:15:02.5)", "00:15:02"), ("#01:02:03-4#", "01:02:03")],
        ),
        ("[14:31] and [75:10]", [("[14:31]", "00:14:31"), ("[75:10]", "01:15:10")]),
        ("at 00:14:31, then", [("00:14:31", "00:14:31")]),
        ("at 14:30 and (14:30), 3:4, 10:75, 12:34:56:78", []),
    ],
)
def test_times_of_a_recording_are_found_and_those_of_the_day_are_not(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[mark.start : mark.end], mark.value) for mark in find_timestamps(text)] == found


def test_structure_is_what_a_format_knows_and_what_the_text_shows() -> None:
    text = "Part one\n[00:00:05] Anna: Yes.\nBen (0:09): No.\nAnna: Yes.\nBen: No."
    heading = Mark(0, 8, "heading", "1")

    found = find_structure(text, [heading])

    assert list(found) == sorted(found)
    assert heading in found
    assert [mark.value for mark in found if mark.kind == "timestamp"] == ["00:00:05", "00:00:09"]
    assert [turn.label for turn in turns(found, len(text))] == ["Anna", "Ben", "Anna", "Ben"]


def test_a_label_in_a_longer_heading_is_no_turn_and_a_heading_that_is_a_label_is() -> None:
    text = "Anna: part one\nx\nAnna:\nwell\nBen:\nno\nBen: yes"
    headings = [Mark(0, 14, "heading", "1"), Mark(17, 22, "heading", "2"), Mark(28, 32, "heading", "2")]

    found = [mark for mark in find_structure(text, headings) if mark.kind == "speaker"]

    assert [(mark.start, mark.value) for mark in found] == [(17, "Anna"), (28, "Ben"), (36, "Ben")]


def test_speakers_that_a_format_names_are_taken_as_they_are() -> None:
    text = "Anna: yes\nNobody: x\nAnna: no\nNobody: y"
    named = [Mark(0, 5, "speaker", "Anna")]

    assert [mark for mark in find_structure(text, named) if mark.kind == "speaker"] == named


def test_usual_labels_of_interviewers_are_guessed() -> None:
    known = {"INT", "Interviewer 2", "I", "Q", "Researcher", "Moderator (AQ)", "Interviewerin", "int.", "I1"}

    assert guess_interviewer([*known, "Theresa", "P01", "Dr Int Smith", "A", "S1"]) == known
