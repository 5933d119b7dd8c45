"""XML made to harm: entities that swell or reach outside, depth, length, and characters that no XML may hold."""

from __future__ import annotations

from collections.abc import Iterator

Made = Iterator[tuple[str, bytes]]


def attacks(start: str, end: str, leaf: str, secret: str) -> Made:
    """Documents of a root element with `leaf` in it, a format string for what stands there as words."""

    def document(words: str = "x", doctype: str = "", head: str = "") -> str:
        return f"{head}{doctype}{start}{leaf.format(words)}{end}"

    for label, made in _entities(document, secret):
        yield label, made.encode()
    for label, told in _depth_and_length(start, end, leaf, document):
        yield label, told.encode()
    yield from _characters(start, end, document)


def _entities(document: object, secret: str) -> Iterator[tuple[str, str]]:
    assert callable(document)
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 12))
    yield "laughs", document("&l11;", f"<!DOCTYPE x [{laughs}]>")
    yield "quadratic", document("&a;" * 5_000, "<!DOCTYPE x [<!ENTITY a '" + "a" * 50_000 + "'>]>")
    yield "external entity", document("&f;", f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{secret}">]>')
    yield "parameter entity", document("x", f'<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{secret}"> %p;]>')
    yield "external dtd", document("x", f'<!DOCTYPE x SYSTEM "file://{secret}">')
    yield "dtd of the net", document("x", '<!DOCTYPE x PUBLIC "-//x//y" "http://127.0.0.1:9/x.dtd">')
    yield "entity in itself", document("&a;", '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
    yield "inclusion", document(include)
    yield "style sheet", document(head=f'<?xml-stylesheet href="file://{secret}"?>')
    yield "unknown entity", document("&nbsp;&evil;")


def _depth_and_length(start: str, end: str, leaf: str, document: object) -> Iterator[tuple[str, str]]:
    assert callable(document)
    yield "deep", document("<a>" * 5_000 + "</a>" * 5_000)
    yield "deeper, unclosed", f"{start}{'<a>' * 100_000}"
    yield "long word", document("x" * 12_000_000)
    yield "long attribute", document("<a b='" + "y" * 11_000_000 + "'/>")
    yield "long name", document(f"<{'z' * 1_000_000}/>")
    attributes = " ".join(f"b{number}='c'" for number in range(20_000))
    yield "many attributes", document(f"<a {attributes}/>")
    yield "many elements", start + leaf.format("w") * 20_000 + end
    yield "namespaces", document("".join(f'<a xmlns:n{number}="urn:{number}"/>' for number in range(5_000)))
    yield "comment", document(f"<!--{'c' * 2_000_000}-->")
    yield "instructions", document("<?php evil() ?>" * 1_000)


def _characters(start: str, end: str, document: object) -> Made:
    assert callable(document)
    sound = document()
    yield "nul", document("a\x00b").encode()
    yield "controls", document("a\x01\x02\x1f").encode()
    yield "half a pair", document("&#xD800;").encode()
    yield "no character", document("&#0;&#x110000;&#xFFFF;").encode()
    yield "half a pair in bytes", document("HERE").encode().replace(b"HERE", b"\xed\xa0\x80")
    yield "no utf-8", document("HERE").encode().replace(b"HERE", b"\xff\xfe\xc0\xaf")
    yield "utf-16", f'<?xml version="1.0" encoding="utf-16"?>{sound}'.encode("utf-16")
    yield (
        "utf-16 doctype",
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]>' + sound).encode("utf-16"),
    )
    yield "utf-32", sound.encode("utf-32")
    yield "utf-7", f'<?xml version="1.0" encoding="utf-7"?>{sound}'.encode()
    yield "ebcdic", f'<?xml version="1.0" encoding="cp037"?>{sound}'.encode("cp037")
    yield "wrong mark", b"\xff\xfe" + sound.encode()
    yield "lying encoding", f'<?xml version="1.0" encoding="utf-16"?>{sound}'.encode()
    yield "no such encoding", f'<?xml version="1.0" encoding="evil"?>{sound}'.encode()
    yield "unclosed", (start + "<![CDATA[ x").encode()
    yield "two roots", (sound + sound).encode()
    yield "cut", sound.encode()[: len(sound) * 2 // 3]
    yield "nothing", b""
    yield "not xml", b"{}[]"
