from __future__ import annotations

import pytest

from qda.sources.readers import Reading, read_bytes
from tests.sources.readers.making import marked


def only(text: str) -> Reading:
    (reading,) = read_bytes(text.encode(), "talk.md")
    return reading


def test_markdown_keeps_its_signs_and_shows_its_structure() -> None:
    text = (
        "# Head\r\n\n**Speaker 1:** said *it* in a_b_c\n\nSub\n---\n"
        "```\n# no head\n**no**\n```\n- a\n---\n#tag\n__Speaker 2:__ _no_ 2 * 3 * 4"
    )

    reading = only(text)

    assert reading.text == text.replace("\r", "")
    assert marked(reading, "heading") == [("# Head", "1"), ("Sub\n---", "2")]
    assert marked(reading, "bold") == [("Speaker 1:", ""), ("Speaker 2:", "")]
    assert marked(reading, "italic") == [("it", ""), ("no", "")]
    assert [value for _words, value in marked(reading, "speaker")] == ["Speaker 1", "Speaker 2"]


def test_front_matter_is_set_aside_into_the_description_and_told() -> None:
    reading = only("---\ntitle: A talk\ntags:\n  - one\ndate: 2017-09-10T10:00\ntype: Interview\n---\n\nAnna: Yes.\n")

    assert reading.text == "Anna: Yes.\n"
    assert reading.fields == {
        "description": "title: A talk\ntags:\n  - one\ndate: 2017-09-10T10:00\ntype: Interview",
        "date": "2017-09-10",
        "kind": "interview",
    }
    assert reading.notes == ("The front matter (title, tags, date, type) is set aside and kept as the description.",)


@pytest.mark.parametrize(
    "text",
    [
        "---\nAnna: Yes.\nBen: No.\n---\nThe end.",  # a dialogue between two rules
        "---\ntitle: one\ntitle: two\n---\nThe end.",
        "---\ntitle: one\nA sentence of the text.\n---\nThe end.",
        "---\ntitle: all there is\n---\n",
        "Words first.\n---\ntitle: one\n---\n",
    ],
)
def test_what_only_looks_like_front_matter_stays(text: str) -> None:
    reading = only(text)

    assert (reading.text, reading.fields) == (text, {})


def test_tags_give_way_to_line_ends_and_marks() -> None:
    reading = only('One<br>two<br/>\nthree, <b>bold</b> <em>soft</em> <span style="color: red">red</span> <u>x</u>')

    assert reading.text == "One\ntwo\nthree, bold soft red x"
    assert (marked(reading, "bold"), marked(reading, "italic")) == ([("bold", "")], [("soft", "")])
    assert reading.notes == ("10 HTML tags are set aside; the words in them stay.",)


def test_paragraphs_and_tables_in_html_keep_their_lines() -> None:
    reading = only("<p>One</p><p>Two</p>\n<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")

    assert reading.text == "One\nTwo\na\tb\nc"


@pytest.mark.parametrize(
    "text",
    [
        "I <3 you, 2 < 3, a <b or c> d",
        "well <laughs> yes <INT> no <p1>",
        "see <https://example.org> and <me@example.org>",
        "`<b>` is a tag\n```\n<br>\n```\n",
    ],
)
def test_signs_that_are_no_tags_stay(text: str) -> None:
    reading = only(text)

    assert (reading.text, reading.notes) == (text, ())
