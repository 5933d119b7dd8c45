from __future__ import annotations

from qda.sources.readers import read_bytes
from tests.sources.readers.making import marked


def test_a_text_is_stored_as_it_is_but_for_its_line_ends() -> None:
    (reading,) = read_bytes(b"\xef\xbb\xbf  One\r\ntwo\x0c three \r\n", "My notes.v2.txt")

    assert reading.text == "  One\ntwo\n three \n"
    assert (reading.name, reading.encoding) == ("My notes.v2", "utf-8-sig")
    assert reading.notes == ("2 Windows line ends became line ends.", "1 form feed became a line end.")


def test_markdown_keeps_its_signs_and_shows_its_structure() -> None:
    text = (
        "---\ntitle: x\n---\n# Head\r\n\n**Speaker 1:** said *it* in a_b_c\n\nSub\n---\n"
        "```\n# no head\n**no**\n```\n- a\n---\n#tag\n__Speaker 2:__ _no_ 2 * 3 * 4"
    )

    (reading,) = read_bytes(text.encode(), "talk.md")

    assert reading.text == text.replace("\r", "")
    assert marked(reading, "heading") == [("# Head", "1"), ("Sub\n---", "2")]
    assert marked(reading, "bold") == [("Speaker 1:", ""), ("Speaker 2:", "")]
    assert marked(reading, "italic") == [("it", ""), ("no", "")]
    assert [value for _words, value in marked(reading, "speaker")] == ["Speaker 1", "Speaker 2"]
