"""How places are counted is decided by what the file shows."""

from __future__ import annotations

import pytest

from qda.flows.refi.positions import Claim, RawText, Way, judge, quotes

EMOJI = "Ann: 😀 well.\r\nBob: 🎉🎉 I said so.\r\nAnn: Did you?\r\n"


def claims_of(raw: str, words: list[str], way: Way, *, quoted: bool) -> list[Claim]:
    """Where words stand in a raw text, counted in a way."""

    def place(at: int) -> int:
        before = raw[:at] if way.double else raw[:at].replace("\r\n", "\n")
        return len(before.encode("utf-16-le")) // 2 if way.wide else len(before)

    found = []
    for each in words:
        start = raw.index(each)
        found.append(Claim(place(start), place(start + len(each)), (each,) if quoted else ()))
    return found


@pytest.mark.parametrize("way", [Way(w, d) for w in (False, True) for d in (False, True)], ids=str)
def test_quoted_words_show_how_places_are_counted(way: Way) -> None:
    raw = RawText(EMOJI)
    claims = claims_of(EMOJI, ["well", "I said so", "Did you"], way, quoted=True)

    judged = judge(raw, claims)

    assert (judged.way, judged.basis, judged.matched, judged.quoted) == (way, "quoted words", 3, 3)
    spans = [raw.places(judged.way).span(claim) for claim in claims]
    assert [raw.text[start:end] for start, end in spans] == ["well", "I said so", "Did you"]


def test_without_quotes_the_program_is_believed() -> None:
    raw = RawText(EMOJI)

    nvivo = judge(raw, claims_of(EMOJI, ["I said so"], Way(wide=True), quoted=False), "NVivo 12 Win")
    atlas = judge(raw, claims_of(EMOJI, ["I said so"], Way(double=False), quoted=False), "ATLAS.ti 24")

    assert (nvivo.way, nvivo.basis) == (Way(wide=True), "the program")
    assert (atlas.way, atlas.basis) == (Way(double=False), "the program")


def test_quotes_outweigh_the_program() -> None:
    raw = RawText(EMOJI)

    judged = judge(raw, claims_of(EMOJI, ["well", "Did you"], Way(), quoted=True), "NVivo 15")

    assert (judged.way, judged.basis) == (Way(), "quoted words")


def test_without_quotes_and_program_places_end_with_words() -> None:
    raw = RawText(EMOJI)

    judged = judge(raw, claims_of(EMOJI, ["well", "I said so", "Did you"], Way(wide=True), quoted=False))

    assert (judged.way, judged.basis) == (Way(wide=True), "word boundaries")


def test_a_text_of_plain_letters_leaves_nothing_to_judge() -> None:
    judged = judge(RawText("One two.\nThree."), [Claim(4, 7, ("two",))], "NVivo")

    assert (judged.basis, judged.matched) == ("no difference", 1)


def test_a_place_in_the_middle_of_a_wide_character_is_the_character() -> None:
    raw = RawText("a😀b")

    places = raw.places(Way(wide=True))

    assert [places.at(each) for each in (0, 1, 2, 3, 4)] == [0, 1, 1, 2, 3]


def test_a_second_mark_of_byte_order_is_a_character() -> None:
    assert RawText("\ufeffa\r\nb").text == "\ufeffa\nb"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I am really bad", 2),
        ("I am  really\nbad", 2),
        ("I am really…", 1),
        ("I am", 0),
        ("I am really bad at", 0),
        ("", 0),
        ("…", 0),
    ],
)
def test_a_quote_may_be_shortened_by_an_ellipsis_only(words: str, found: int) -> None:
    assert quotes("Well, I am\nreally bad at it", 6, 21, words) == found
