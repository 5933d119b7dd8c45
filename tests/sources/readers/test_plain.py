from __future__ import annotations

from qda.sources.readers import read_bytes


def test_a_text_is_stored_as_it_is_but_for_its_line_ends() -> None:
    (reading,) = read_bytes(b"\xef\xbb\xbf  One\r\ntwo\x0c three \r\n", "My notes.v2.txt")

    assert reading.text == "  One\ntwo\n three \n"
    assert (reading.name, reading.encoding) == ("My notes.v2", "utf-8-sig")
    assert reading.notes == ("2 Windows line ends became line ends.", "1 form feed became a line end.")
