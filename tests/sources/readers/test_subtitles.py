from __future__ import annotations

import re

from qda.sources.readers import Reading, read_bytes
from tests.sources.readers.making import marked


def only(text: str, name: str) -> Reading:
    (reading,) = read_bytes(text.encode(), name)
    return reading


def srt(*cues: tuple[int, int, str]) -> str:
    """A .srt file of (start, end, words), times in seconds below an hour."""

    def clock(seconds: int) -> str:
        return f"00:{seconds // 60:02d}:{seconds % 60:02d},000"

    return "".join(f"{n}\n{clock(a)} --> {clock(b)}\n{words}\n\n" for n, (a, b, words) in enumerate(cues, start=1))


def test_cues_of_one_voice_are_one_paragraph_with_its_time_and_label() -> None:
    text = (
        "WEBVTT - Meeting\n\nSTYLE\n::cue { color: red }\n\nNOTE not spoken\n\n7e1c-1/17-0\n"
        "00:01.000 --> 00:04.500 align:start\n<v Anna Smith>I was there.\nAnd <i>nobody</i> asked &amp; so on</v>\n\n"
        "7e1c-1/18-0\n00:04.600 --> 00:06.000\n<v Anna Smith>never.</v>\n\nNOTE\nmore\nnotes\n\n"
        "01:00:07.000 --> 01:00:09.000\n<v.loud Ben>Nobody?</v>\n"
    )

    reading = only(text, "talk.vtt")

    assert reading.text == (
        "[00:00:01] Anna Smith: I was there. And nobody asked & so on never.\n[01:00:07] Ben: Nobody?"
    )
    assert marked(reading, "speaker") == [("Anna Smith:", "Anna Smith"), ("Ben:", "Ben")]
    assert marked(reading, "timestamp") == [("[00:00:01]", "00:00:01"), ("[01:00:07]", "01:00:07")]
    assert reading.fields == {"length": "01:00:09"}


def test_a_pause_or_a_long_speech_begins_a_paragraph() -> None:
    text = srt((0, 20, "One."), (20, 31, "two."), (31, 40, "Three"), (40, 41, "four."), (44, 45, "Five."))

    assert only(text, "talk.srt").text == "[00:00:00] One. two.\n[00:00:31] Three four.\n[00:00:44] Five."


def test_labels_in_the_words_are_speakers() -> None:
    text = srt((0, 1, "Anna: Well"), (1, 2, "I said"), (2, 3, "Ben: no"), (3, 4, "Anna: yes"), (4, 5, "Ben: ok"))

    reading = only(text, "talk.srt")

    assert reading.text.split("\n")[:2] == ["[00:00:00] Anna: Well I said", "[00:00:02] Ben: no"]
    assert [value for _words, value in marked(reading, "speaker")] == ["Anna", "Ben", "Anna", "Ben"]


def test_numbers_that_are_said_stay() -> None:
    text = srt((0, 1, "How many?\n42"), (1, 2, "7"), (2, 3, "{\\an8}<font color=red>1 < 2</font>"))

    assert only(text.replace("\n", "\r\n"), "talk.srt").text == "[00:00:00] How many? 42 7 1 < 2"


def test_rolling_captions_are_stored_once_and_repeated_words_twice() -> None:
    rolling = "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\nline {n}\n<c>line</c> {n + 1}\n\n" for n in range(5))
    repeated = srt((0, 1, "Yes."), (1, 2, "Yes."), (2, 3, "What?"), (3, 4, "Yes."), (4, 5, "No."))

    assert only(f"WEBVTT\n\n{rolling}", "x.vtt").text == "[00:00:00] line 0 line 1 line 2 line 3 line 4 line 5"
    assert only(repeated, "x.srt").text == "[00:00:00] Yes. Yes. What? Yes. No."


def test_it_reads_every_word_that_another_reader_reads() -> None:
    import pysubs2

    text = srt(*((n * 3, n * 3 + 1, f"word {n}\nand <b>more</b>") for n in range(40)))

    ours = re.sub(r"\[[\d:]+\]", "", only(text, "x.srt").text).split()

    assert ours == " ".join(event.plaintext for event in pysubs2.SSAFile.from_string(text)).split()
