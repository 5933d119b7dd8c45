from __future__ import annotations

import codecs

import pytest

from qda.sources.readers import read_bytes
from qda.sources.readers.encodings import CHOICES, decode
from qda.sources.readers.problems import UnknownEncoding, UnknownFormat, WrongEncoding

GERMAN = "Wie gut fühlt ihr euch? Ich habe größere Übung – „natürlich“. "


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Plain as day", "ascii", "utf-8"),
        ("naïve – 日本 😀", "utf-8", "utf-8"),
        ("naïve", "utf-8-sig", "utf-8-sig"),
        ("naïve 😀", "utf-16", "utf-16"),
        ("naïve 😀", "utf-32", "utf-32"),
        ("Hello there, you", "utf-16-le", "utf-16-le"),
        ("Hello there, you", "utf-16-be", "utf-16-be"),
        ("这是一个访谈。我们 都是人。\n", "utf-16-le", "utf-16-le"),
        (GERMAN, "cp1252", "cp1252"),
        (GERMAN, "mac_roman", "mac_roman"),
        ("Il a été très agréable; à bientôt, où que vous soyez.", "cp1252", "cp1252"),
        ("Wczoraj poszliśmy do sklepu, żeby kupić trochę jedzenia na święta.", "cp1250", "cp1250"),
        ("Bugün çok güzel bir gün, şimdi işe gidiyorum.", "cp1254", "cp1254"),
        ("Привет, как дела? Это интервью. " * 5, "cp1251", "cp1251"),
        ("これは日本語のインタビューです。" * 5, "shift_jis", "cp932"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str, found: str) -> None:
    assert decode(text.encode(encoding), "x.txt")[:2] == (text, found)


def test_a_guess_is_told_and_can_be_changed() -> None:
    data = GERMAN.encode("mac_roman")

    assert decode(data, "x.txt")[2] == ["The encoding was guessed: mac_roman."]
    assert decode(data, "x.txt", "cp437") == (data.decode("cp437"), "cp437", [])


def test_utf8_with_a_few_broken_places_stays_utf8() -> None:
    data = (GERMAN * 10).encode() + b"\xff" + GERMAN.encode()

    text, encoding, notes = decode(data, "x.txt")

    assert text == GERMAN * 10 + "\ufffd" + GERMAN
    assert (encoding, notes) == ("utf-8", ["1 place was not utf-8 and became “�”."])


def test_a_broken_place_after_a_byte_order_mark_does_not_stop_the_reading() -> None:
    text, encoding, notes = decode(codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le") + b"x", "x.txt")

    assert (text, encoding, len(notes)) == (GERMAN + "\ufffd", "utf-16", 1)


def test_what_was_asked_for_must_fit() -> None:
    with pytest.raises(WrongEncoding, match="cannot be read as utf-8"):
        decode(b"\xff\xfe\xff", "x.txt", "utf-8")
    for name in ("klingon", "rot13", "hex"):
        with pytest.raises(UnknownEncoding):
            decode(b"x", "x.txt", name)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnknownFormat):
        decode(bytes(range(256)) * 4, "x.txt")


def test_all_choices_exist() -> None:
    assert len({codecs.lookup(name).name for name in CHOICES}) == len(CHOICES)


@pytest.mark.parametrize(
    ("encoding", "words"), [("utf-7", b"half +2AA- of it"), ("unicode_escape", rb"half \ud83d of it")]
)
def test_half_a_character_is_no_text_in_any_encoding(encoding: str, words: bytes) -> None:
    page = b'<meta charset="' + encoding.encode() + b'"><p>' + words + b"</p>"

    with pytest.raises(WrongEncoding):
        decode(words, "talk.txt", encoding)
    (reading,) = read_bytes(page, "talk.html")

    assert reading.text == words.decode("ascii")
