from __future__ import annotations

import pytest

from qda.sources.readers import Reading, read_bytes
from qda.sources.readers.problems import NothingToRead, TooDeep
from tests.sources.readers.making import marked


def only(page: str | bytes, name: str = "page.html") -> Reading:
    (reading,) = read_bytes(page.encode() if isinstance(page, str) else page, name)
    return reading


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One\n  two</p><p>three<br>four</p>", "One two\nthree\nfour"),
        ("<div>a<div>b</div>c</div> d", "a\nb\nc\nd"),
        ("a <b>b</b> <i>c</i>d &amp; &#8220;e&#8221;", "a b cd & “e”"),
        ("x<script>no()</script><style>no</style><!-- no --><template>no</template> y", "x y"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        (
            "<table><tr><th>h</th><td colspan=2>x</td><td>y</td></tr><tr><td></td><td>z</td></tr></table>end",
            "h\tx\ty\n\tz\nend",
        ),
        ("<table><tr><td><p>1</p><p>2</p></td><td>3</td></tr></table>", "1\n2\n3"),
        ("<td>stray</td> cell", "stray cell"),
        ("a<br><br>b", "a\n\nb"),
    ],
)
def test_text_is_what_a_browser_shows(body: str, text: str) -> None:
    assert only(f"<html><head><title>t</title></head><body>{body}</body></html>").text == text


def test_structure_becomes_marks_and_the_title_a_field() -> None:
    page = (
        "<title> My  page </title><h2>Talk <em>one</em></h2><p><strong>INT:</strong> How?</p>"
        "<table><tr><td>a</td><td colspan=2>b</td><td>c</td></tr></table>"
    )

    reading = only(f"<!DOCTYPE html><html>{page}</html>")

    assert marked(reading, "heading") == [("Talk one", "2")]
    assert marked(reading, "bold") == [("INT:", "")]
    assert marked(reading, "italic") == [("one", "")]
    assert marked(reading, "cell") == [("a", "1,1"), ("b", "1,2"), ("c", "1,4")]
    assert reading.fields == {"title": "My page"}


def test_the_page_says_its_encoding() -> None:
    declared = only('<html><meta charset="windows-1251"><p>Привет'.encode("cp1251"))
    wrong = only('<html><meta charset="utf-8"><p>größer als sonst, für alle'.encode("cp1252"))

    assert (declared.text, declared.encoding) == ("Привет", "windows-1251")
    assert (wrong.text, wrong.encoding) == ("größer als sonst, für alle", "cp1252")


def test_nothing_is_fetched_and_no_entity_is_resolved() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>&x;</p><img src="http://nowhere.invalid/">'

    assert "&x;" in only(page).text


def test_many_nested_elements_are_read_and_too_many_are_refused() -> None:
    assert only("<html>" + "<div>" * 1000 + "deep" + "</div>" * 1000).text == "deep"
    with pytest.raises(TooDeep):
        only("<html>" + "<div>" * 5000 + "deep")


def test_a_page_of_scripts_holds_no_text() -> None:
    with pytest.raises(NothingToRead):
        only("<html><head><title>x</title></head><body><script>x()</script></body></html>")
