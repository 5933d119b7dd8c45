from __future__ import annotations

import pytest

from qda.sources.readers import Reading, read_bytes
from qda.sources.readers.problems import DamagedFile, EncryptedFile, NothingToRead, ScannedPdf
from tests.sources.readers.making import marked, pdf

WIDE = "The quick brown fox jumps over the lazy dog and then over the other dog as well as he can"
Line = tuple[float, float, float, str]


def only(data: bytes) -> Reading:
    (reading,) = read_bytes(data, "scan.pdf")
    return reading


def column(*lines: str, top: float = 800, left: float = 60, size: float = 11) -> list[Line]:
    """Lines below one another, 14 points apart; an empty one leaves a gap."""
    return [(left, top - 14 * at, size, words) for at, words in enumerate(lines) if words]


def filler(count: int = 40) -> list[Line]:
    """A page of full lines, one paragraph, that shows where the margin is."""
    return column(*[WIDE] * count)


def test_full_lines_are_one_paragraph_and_short_ones_end_it() -> None:
    data = pdf([filler(), column(WIDE, "as far as it goes.", "Next one.", "", WIDE, "end.")])

    _filler, said, following, last = only(data).text.split("\n")

    assert said == f"{WIDE} as far as it goes."
    assert (following, last) == ("Next one.", f"{WIDE} end.")


def test_a_speaker_or_an_item_begins_a_line_even_after_a_full_one() -> None:
    turn = f"INT: {WIDE[5:]}"
    data = pdf([filler(), column(turn, "INT: yes", turn, "INT: no", WIDE, "1. item")])

    lines = only(data).text.split("\n")[1:]

    assert lines == [turn, "INT: yes", turn, "INT: no", WIDE, "1. item"]


def test_indents_begin_paragraphs() -> None:
    page = [*column(WIDE, WIDE, top=800), *column(WIDE[4:], top=772, left=75), *column("end", top=758)]

    assert only(pdf([filler(), page])).text.split("\n")[1:] == [f"{WIDE} {WIDE}", f"{WIDE[4:]} end"]


def test_a_paragraph_goes_on_over_the_page_only_in_the_middle_of_a_sentence() -> None:
    data = pdf([filler(), column("and on.", "Stop."), column("Another.")])

    text = only(data).text

    assert text.endswith("as he can and on.\nStop.\nAnother.")


def test_large_letters_are_headings_and_bold_fonts_bold() -> None:
    page: list[Line] = [(60, 800, 20, "Title"), (60, 770, 15, "Part"), *column(WIDE, "end", top=740)]

    reading = only(pdf([page], bold=True))

    assert marked(reading, "heading") == [("Title", "1"), ("Part", "2")]
    assert marked(reading, "bold") == [(WIDE, ""), ("end", "")]


def test_a_hyphen_at_a_lines_end_goes_only_if_the_word_is_known_without() -> None:
    wide = WIDE[:-12]
    parted = column(f"{wide} frame-", "work here and then", "", f"{wide} non-", "linear work", "", "framework")

    text = only(pdf([filler(), parted])).text

    assert "framework here" in text
    assert "non-linear work" in text


def test_a_scan_is_told_from_an_empty_page() -> None:
    with pytest.raises(ScannedPdf, match="2 pages"):
        only(pdf([[], [(60, 20, 9, "12")]]))
    with pytest.raises(NothingToRead):
        only(pdf([[(60, 20, 9, " ")]]))


def test_pages_without_text_are_named() -> None:
    assert only(pdf([filler(), [], column(WIDE)])).notes == ("Page 2 holds a picture and no text; it may be a scan.",)


def test_a_password_and_damage_are_told_apart() -> None:
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32}) >> /ID [(x) (x)]"

    with pytest.raises(EncryptedFile):
        only(pdf([column("secret")], trailer=key))
    with pytest.raises(DamagedFile):
        only(b"%PDF-1.7\nand nothing else")
