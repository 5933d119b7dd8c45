"""Texts, pages, subtitles, tables, RTF and PDF made to harm or broken, each by its file name."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from tests.sources.readers.making import pdf

Made = Iterator[tuple[str, bytes]]


def attacks(secret: str) -> Made:
    """All of them, with suffix; `secret` is a file that must not be read."""
    for make in (_plain, _markdown, _subtitles, _tables, _rich, _pdfs):
        yield from make()
    yield from _pages(secret)


def _plain() -> Made:
    chance = random.Random(5)
    yield "empty.txt", b""
    yield "nul.txt", b"INT: a\x00b\x00\x00c"
    yield "only nul.txt", bytes(100_000)
    yield "surrogates.txt", b"INT: \xed\xa0\x80\xed\xb0\x80 word"
    yield "surrogates 16.txt", b"\xff\xfe" + b"I\x00\x00\xd8N\x00\x00\xdc" * 50
    yield "odd 16.txt", b"\xff\xfeI\x00N\x00T"
    yield "wrong mark 8.txt", b"\xef\xbb\xbf" + "INT: ça".encode("utf-16-le")
    yield "wrong mark 16.txt", b"\xfe\xff" + b"INT: plain words in ASCII"
    yield "mark 32.txt", b"\xff\xfe\x00\x00" + "INT: Well?".encode("utf-32-le")[:-3]
    yield "marks.txt", b"\xef\xbb\xbf" * 5_000 + b"word"
    yield "mixed.txt", "ça ".encode() * 50 + "ça ".encode("cp1252") * 50 + "ça ".encode("utf-16")
    yield "noise.txt", chance.randbytes(50_000)
    yield "overlong.txt", b"\xc0\x80\xc0\xaf\xf8\x88\x80\x80\x80" * 1_000
    yield "one line.txt", b"word " * 400_000
    yield "one word.txt", b"x" * 2_000_000
    yield "line ends.txt", b"x" + b"\n\r\n\r" * 100_000
    yield "separators.txt", "a\u2028\u2029\x85\x0b\x0c".encode() * 20_000
    yield "accents.txt", ("e" + "\u0301" * 50_000).encode()
    yield "right to left.txt", ("\u202e\u2066\u200f" * 20_000 + "x").encode()
    yield "speakers.txt", b"".join(b"S%d: x\n" % number for number in range(20_000))
    yield "times.txt", b"[99:99:99] [00:00:0 (1:2:3) " * 10_000
    yield "colons.txt", b"A:" * 100_000
    yield "in\nname\x01.txt", b"INT: a name with a line end"
    yield "formula.txt", b"=cmd|' /C calc'!A0\n@SUM(1)\n+1\n-1"


def _markdown() -> Made:
    yield "lists.md", "".join(f"{'  ' * depth}- a\n" for depth in range(1_000)).encode()
    yield "quotes.md", b">" * 20_000 + b" a\n"
    yield "stars.md", b"*a **b _c __d " * 10_000
    yield "brackets.md", b"[" * 30_000 + b"a" + b"](" * 30_000
    yield "ticks.md", b"".join(b"`" * number for number in range(300)) + b"\n" + b"~~~\n" * 5_000
    yield "heads.md", b"#" * 100_000 + b" a\n" + b"# a\n" * 10_000
    yield "table.md", b"|" + b"a|" * 5_000 + b"\n|" + b"-|" * 5_000 + b"\n|" + b"b|" * 5_000
    yield "aliases.md", b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n---\nwords"
    yield "object.md", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\nwords"
    yield "open matter.md", b"---\ntitle: x\n" + b"a: b\n" * 10_000
    yield "script.md", b"<script>x()</script><img src=x onerror=y()>[a](javascript:z()) words"
    yield "backslashes.md", b"\\" * 100_001


def _subtitles() -> Made:
    cue = "{}\n{} --> {}\n{}\n\n"
    yield "negative.srt", cue.format(1, "-1:-1:-1,-1", "00:00:00,000", "a").encode()
    yield "far.srt", cue.format(1, "9" * 300 + ":00:00,000", "00:00:01,000", "a").encode()
    yield "backwards.srt", cue.format(1, "00:00:09,000", "00:00:01,000", "a").encode() * 3
    yield "tags.srt", cue.format(1, "00:00:01,000", "00:00:02,000", "<i>" * 20_000 + "{\\an8}" * 5_000 + "a").encode()
    yield "arrows.srt", b"1\n" + b"00:00:01,000 --> " * 20_000
    yield "many.srt", b"".join(b"%d\n00:00:01,000 --> 00:00:02,000\na\n\n" % number for number in range(5_000))
    yield "note.vtt", b"WEBVTT\n\nNOTE " + b"x" * 1_000_000
    yield "voice.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 20_000 + b"Ann>a\n"
    yield "header.vtt", b"WEBVTT" + b"X-TIMESTAMP-MAP=" * 5_000
    yield "style.vtt", b"WEBVTT\n\nSTYLE\n::cue{background:url(http://127.0.0.1:9/x)}\n\n00:01.000 --> 00:02.000\na\n"
    yield "no cue.vtt", b"WEBVTT\n\n" + b"\x00" * 1_000


def _tables() -> Made:
    yield "quote.csv", b'name,text\na,"' + b"x\n" * 200_000
    yield "wide.csv", b"a," * 50_000 + b"\n" + b"b," * 50_000
    yield "long.csv", b"text\n" + b"a\n" * 100_001
    yield "formulas.csv", b"name,text\n=1+1,=cmd|' /C calc'!A0\n+1,@SUM(A1)\n-1,-2+3"
    yield "nul.csv", b"name,text\na\x00,b\x00c"
    yield "quotes.csv", b'"' * 100_001
    yield "delimiters.csv", b",;\t|" * 20_000 + b"\na"
    yield "returns.csv", b"name,text\ra,b\r\rc,d\n\re"
    yield "ragged.csv", b"\n".join(b"a," * number for number in range(500))
    yield "same heads.tsv", b"text\ttext\ttext\n" + b"a\tb\tc\n" * 100
    yield "no head.tsv", b"\t\t\t\n\t\t\t"


def _rich() -> Made:
    yield "groups.rtf", b"{\\rtf1 " + b"{" * 100_000
    yield "closed.rtf", b"{\\rtf1 a" + b"}" * 100_000
    yield "deep.rtf", b"{\\rtf1 " + b"{\\b " * 20_000 + b"a" + b"}" * 20_001
    yield "bin.rtf", b"{\\rtf1 \\bin2147483647 abc}"
    yield "bin negative.rtf", b"{\\rtf1 \\bin-5 abc \\bin99999999999999999999 x}"
    yield "numbers.rtf", b"{\\rtf1 \\u-99999999999 ?\\u55357?\\uc999999999 a\\u1234567890 b\\fs" + b"9" * 5_000 + b" c}"
    yield "half.rtf", b"{\\rtf1 \\u-10179?a \\u56832? \\u55357? \\u55357?b}"
    yield "escapes.rtf", b"{\\rtf1 \\'zz\\'\\'9\\'" + b"\\'ff" * 10_000 + b"}"
    yield "word.rtf", b"{\\rtf1 \\" + b"a" * 500_000 + b" x}"
    yield "object.rtf", b"{\\rtf1 {\\object\\objocx{\\*\\objdata " + b"0105" * 20_000 + b"}} words}"
    yield "picture.rtf", b"{\\rtf1 {\\pict\\pngblip " + b"89504e47" * 50_000 + b"} words}"
    yield "field.rtf", b'{\\rtf1 {\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}{\\fldrslt shown}}}'
    yield "macro.rtf", b'{\\rtf1 {\\*\\template http://127.0.0.1:9/x.dotm}{\\field{\\*\\fldinst DDEAUTO "cmd"}} words}'
    yield "rows.rtf", b"{\\rtf1 " + b"\\trowd\\cellx1 a\\cell\\row" * 5_000 + b"}"
    yield "cells.rtf", b"{\\rtf1 \\trowd" + b"\\cell" * 20_000 + b"\\row}"
    yield "fonts.rtf", b"{\\rtf1{\\fonttbl" + b"{\\f99999\\fcharset9999 x;}" * 5_000 + b"}\\f99999 a\\ansicpg99999 b}"
    yield "page.rtf", b"{\\rtf1\\ansi\\ansicpg-1\\deff-1 \\'e4}"
    yield "notes.rtf", b"{\\rtf1 " + b"{\\footnote " * 2_000 + b"a" + b"}" * 2_001
    yield "nul.rtf", b"{\\rtf1 a\x00b\\\x00}"
    yield "end.rtf", b"{\\rtf1 a\\"
    yield "head.rtf", b"{\\rtf"


def _pages(secret: str) -> Made:
    yield "deep.html", b"<html>" + b"<div>" * 50_000 + b"a"
    yield "bold.html", b"<html>" + b"<b><i>" * 20_000 + b"a"
    yield "tables.html", b"<html>" + b"<table><tr><td>" * 500 + b"a"
    yield "span.html", b'<html><table><tr><td colspan="999999999" rowspan="-1">a<td colspan="x">b'
    yield "rows.html", b"<html><table>" + b"<tr><td>a<td>b" * 5_000
    yield "comment.html", b"<html><p>a<!--" + b"-" * 1_000_000
    yield "characters.html", b"<html><p>&#0;&#xD800;&#x110000;&#99999999999;&bogus;&amp a"
    yield "attributes.html", b"<html><p " + b"a=b " * 50_000 + b">words"
    yield "attribute.html", b'<html><p title="' + b"x" * 2_000_000 + b'">words'
    yield "charset.html", b'<html><meta charset="utf-16"><p>words'
    yield "charset 7.html", b'<html><meta charset="utf-7"><p>+ADw-script+AD4-words'
    yield "charset bogus.html", b'<html><meta charset="rot13"><p>words'
    yield "charset code.html", b'<html><meta charset="unicode_escape"><p>\\x41 words'
    yield "nul.html", b"<html>\x00<p>a\x00b"
    yield "pre.html", b"<html><pre>" + b"\n" * 200_000 + b"a"
    yield "doctype.html", b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>&a; words"
    yield "frame.html", f'<html><iframe src="file://{secret}"></iframe><p>words'.encode()
    yield (
        "active.html",
        (
            b"<html><script>steal()</script><p onclick=x()>words<svg onload=y()><script>z()</script></svg>"
            b'<a href="javascript:w()">link</a><object data=v></object>'
        ),
    )
    yield "plaintext.html", b"<html><plaintext>" + b"<a>" * 20_000
    yield "noise.html", b"<html>" + random.Random(7).randbytes(50_000)
    yield "unclosed.html", b"<html><p>a</b></i></table></td><p"
    yield "empty.html", b"<html></html>"


def _pdf(*objects: str | bytes, tail: str = "trailer << /Size 99 /Root 1 0 R >>") -> bytes:
    out = b"%PDF-1.7\n"
    for number, content in enumerate(objects, start=1):
        told = content if isinstance(content, bytes) else content.encode()
        out += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    return out + tail.encode() + b"\nstartxref\n0\n%%EOF\n"


def _stream(data: bytes, more: str = "", length: int | None = None) -> bytes:
    told = len(data) if length is None else length
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (told, more.encode(), data)


def _pdfs() -> Made:
    root, page = "<< /Type /Catalog /Pages 2 0 R {} >>", "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {} >>"
    tree, words = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _stream(b"BT /F1 12 Tf 72 700 Td (words) Tj ET")
    sound = pdf([[(72, 700, 12, "INT: Hello there."), (72, 680, 12, "P: Hello.")]])
    yield "head.pdf", b"%PDF-1.7\n"
    for percent in (20, 50, 80, 97):
        yield f"cut {percent}.pdf", sound[: len(sound) * percent // 100]
    yield "ring.pdf", _pdf(root.format(""), "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    yield "parent ring.pdf", _pdf(root.format(""), tree, page.format("/Parent 3 0 R"), words)
    yield (
        "count.pdf",
        _pdf(root.format(""), "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page.format(""), words),
    )
    yield (
        "count negative.pdf",
        _pdf(root.format(""), "<< /Type /Pages /Kids [3 0 R] /Count -7 >>", page.format(""), words),
    )
    yield (
        "same page.pdf",
        _pdf(root.format(""), f"<< /Type /Pages /Kids [{'3 0 R ' * 3_000}] /Count 3000 >>", page.format(""), words),
    )
    yield "length.pdf", _pdf(root.format(""), tree, page.format(""), _stream(b"BT (a) Tj ET", length=2_000_000_000))
    yield (
        "length of itself.pdf",
        _pdf(root.format(""), tree, page.format(""), b"<< /Length 4 0 R >>\nstream\na\nendstream"),
    )
    squeezed = zlib.compress(bytes(200_000_000), 9)
    yield "swelling.pdf", _pdf(root.format(""), tree, page.format(""), _stream(squeezed, "/Filter /FlateDecode"))
    twice = zlib.compress(zlib.compress(bytes(100_000_000), 9), 9)
    filters = "/Filter [/FlateDecode /FlateDecode /ASCIIHexDecode /LZWDecode]"
    yield "filters.pdf", _pdf(root.format(""), tree, page.format(""), _stream(twice, filters))
    yield "brackets.pdf", _pdf(root.format(""), tree, page.format("/X " + "[" * 50_000), words)
    yield "dictionaries.pdf", _pdf(root.format(""), tree, page.format("/X " + "<< /A " * 20_000), words)
    yield "operators.pdf", _pdf(root.format(""), tree, page.format(""), _stream(b"q " * 200_000 + b"BT (a) Tj ET"))
    yield (
        "numbers.pdf",
        _pdf(root.format(""), tree, page.format("/MediaBox [0 0 1e308 -1e308]"), _stream(b"BT /F1 1e300 Tf (a) Tj ET")),
    )
    yield (
        "script.pdf",
        _pdf(
            root.format("/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /AA << /WC 5 0 R >>"),
            tree,
            page.format(""),
            words,
        ),
    )
    yield "launch.pdf", _pdf(root.format("/OpenAction << /S /Launch /F (/bin/sh) >>"), tree, page.format(""), words)
    yield (
        "form ring.pdf",
        _pdf(
            root.format(""),
            tree,
            page.format("/Resources << /XObject << /A 5 0 R >> >>"),
            _stream(b"/A Do"),
            _stream(
                b"/A Do /A Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>"
            ),
        ),
    )
    yield "prev ring.pdf", sound.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9 ")
    yield "encrypt.pdf", sound.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 99 /R 99 >>")
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(9).randbytes(50_000)
    yield "no pages.pdf", _pdf(root.format(""), "<< /Type /Pages /Kids [] /Count 0 >>")
    yield "no root.pdf", _pdf("<< >>", tail="trailer << >>")
