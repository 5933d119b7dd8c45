"""What can be read in a file that we write: every part unpacked, every text in it, its properties and its own name.

For looking, never for reading in: nothing of a file is run, and what can't be unpacked is read as the bytes it has.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final

_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"""[\w:.-]+\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NO_WORDS = re.compile(r"[\d\s.,;:#%()+\-]*|[\w.+-]*[:/][\w.:/#?=&%+-]*")  # numbers, colours, addresses
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_BASE64 = re.compile(r"base64,([A-Za-z0-9+/=\s]{40,})")
_PRINTED = re.compile(r"[^\x00-\x1f\x7f-\x9f\ufffd]{4,}")
_CUT = re.compile("[-\u00ad\u2010\ufffe\x02][ \\t]*\\r?\\n[ \\t]*")
_DEEPEST: Final = 6  # files in files
_LARGEST: Final = 1 << 30  # bytes of one part: more is nothing that we write


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a file and where in it it stands: “word/comments.xml”, “page 3”, “properties”; empty for the file."""

    where: str
    text: str


def of_file(path: Path, name: str | None = None) -> Iterator[Part]:
    """Every text of a file, its name first; `name` where it will be called otherwise. Raises OSError."""
    yield from of_name(path.name if name is None else name)
    yield from of_bytes(path.read_bytes())


def of_name(name: str) -> Iterator[Part]:
    """A file's name; words may have been run together in it."""
    yield Part("name", name)
    apart = re.sub(r"(?<=[^\W\d_])(?=[A-ZÀ-Þ][a-zß-ÿ])", " ", name)
    if apart != name:
        yield Part("name", apart)


def of_bytes(data: bytes, where: str = "", depth: int = 0) -> Iterator[Part]:
    """Every text that can be read out of some bytes."""
    if depth > _DEEPEST:
        return
    if data.startswith(b"PK\x03\x04"):
        yield from _of_archive(data, where, depth)
    elif data.startswith(b"\x1f\x8b"):
        yield from _unpacked(data, where, depth)
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data, where)
    elif data.startswith(b"\x89PNG\r\n"):
        yield from _of_png(data, where)
    else:
        yield from _of_others(data, where, depth)


def _of_others(data: bytes, where: str, depth: int) -> Iterator[Part]:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield from _of_text(data.decode("utf-16"), where, depth)
        elif b"\0" in data[:4096]:
            yield from _of_noise(data, where)
        else:
            yield from _of_text(data.decode("utf-8-sig"), where, depth)
    except UnicodeDecodeError:
        yield from _of_noise(data, where)


def _of_archive(data: bytes, where: str, depth: int) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                yield Part(_inside(where, "comment"), archive.comment.decode("utf-8", "replace"))
            for part in archive.infolist():
                place = _inside(where, part.filename)
                yield from (Part(place, each.text) for each in of_name(part.filename))
                if part.comment:
                    yield Part(place, part.comment.decode("utf-8", "replace"))
                if part.file_size <= _LARGEST:
                    yield from of_bytes(archive.read(part), place, depth + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, UnicodeDecodeError):
        yield from _of_noise(data, where)


def _unpacked(data: bytes, where: str, depth: int) -> Iterator[Part]:
    try:
        inside = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        yield from _of_noise(data, where)
        return
    yield from of_bytes(inside, where, depth + 1)


def _inside(where: str, name: str) -> str:
    return f"{where}/{name}" if where else name


def _of_text(text: str, where: str, depth: int) -> Iterator[Part]:
    if text.lstrip()[:1] == "<":
        yield from _of_markup(text, where, depth)
        return
    values = _of_json(text, where, depth) if text[:1] in '{["' else None
    if values is not None:
        yield from values
        return
    yield Part(where, text)
    if "-" in text and _CUT.search(text):
        yield Part(where, _CUT.sub("", text))
    yield from _embedded(text, where, depth)


def _of_markup(text: str, where: str, depth: int) -> Iterator[Part]:
    """In a document a word may be cut by a tag, in a picture lines are parts of their own; attributes are labels."""
    yield Part(where, unescape(_TAG.sub(" ", text)))
    yield Part(where, unescape(_TAG.sub("", text)))
    attributes = {one or two for tag in _TAG.findall(text) for one, two in _ATTRIBUTE.findall(tag)}
    told = [unescape(value) for value in attributes if not _NO_WORDS.fullmatch(value)]
    if told:
        yield Part(where, "\n".join(told))
    for comment in re.findall(r"<!--(.*?)-->", text, re.DOTALL):
        yield Part(where, unescape(comment))
    yield from _embedded(text, where, depth)


def _embedded(text: str, where: str, depth: int) -> Iterator[Part]:
    for found in _BASE64.findall(text):
        yield from _of_base64(found, where, depth)


def _of_base64(words: str, where: str, depth: int) -> Iterator[Part]:
    words = "".join(words.split())
    try:
        inside = base64.b64decode(words + "=" * (-len(words) % 4))
    except ValueError:
        return
    yield from of_bytes(inside, where, depth + 1)


def _of_json(text: str, where: str, depth: int) -> list[Part] | None:
    """The strings of a JSON value, or of one on each line; None if that is not what it is."""
    try:
        values = [json.loads(text)]
    except ValueError:
        try:
            values = [json.loads(line) for line in text.split("\n") if line.strip()]
        except ValueError:
            return None
    except RecursionError:
        return None
    return [part for value in values for part in _strings(value, where, depth)]


def _strings(value: Any, where: str, depth: int) -> Iterator[Part]:
    if isinstance(value, str):
        yield Part(where, value)
        if value[:1] in "{[":
            yield from _of_json(value, where, depth) or ()
    elif isinstance(value, dict):
        if value.keys() == {"base64"} and isinstance(value["base64"], str):
            yield from _of_base64(value["base64"], where, depth)
            return
        for name, each in value.items():
            yield Part(where, name)
            yield from _strings(each, where, depth)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, where, depth)


def _of_noise(data: bytes, where: str) -> Iterator[Part]:
    """What is printed in bytes of which no more is known, in the encodings that any program would write."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        printed = "\n".join(_PRINTED.findall(data.decode(encoding, "replace")))
        if printed:
            yield Part(where, printed)


def _of_png(data: bytes, where: str) -> Iterator[Part]:
    """What is written beside the picture; its pixels are not read."""
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            yield Part(_inside(where, "properties"), _png_words(kind, chunk))
        at += size + 12


def _png_words(kind: bytes, chunk: bytes) -> str:
    keyword, _nul, rest = chunk.partition(b"\0")
    if kind == b"zTXt":
        return f"{keyword.decode('latin-1')}\n{_inflated(rest[1:]).decode('latin-1')}"
    if kind == b"iTXt":
        packed, (language, told, words) = rest[:1] == b"\x01", [*rest[2:].split(b"\0", 2), b"", b"", b""][:3]
        words = _inflated(words) if packed else words
        return "\n".join(part.decode("utf-8", "replace") for part in (keyword, language, told, words))
    return chunk.replace(b"\0", b"\n").decode("latin-1")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return data


def _of_pdf(data: bytes, where: str) -> Iterator[Part]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield from _of_noise(data, where)
        return
    try:
        yield Part(_inside(where, "properties"), "\n".join(document.get_metadata_dict().values()))
        yield Part(_inside(where, "contents"), "\n".join(mark.get_title() for mark in document.get_toc()))
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_bounded()
            words.close()
            page.close()
            yield Part(_inside(where, f"page {number + 1}"), text)
            if _CUT.search(text):
                yield Part(_inside(where, f"page {number + 1}"), _CUT.sub("", text))
    finally:
        document.close()
    # Strings outside what is shown: notes, addresses of links, and properties in their second form.
    yield from _of_noise(_STREAM.sub(b"", data), where)
    for stream in _STREAM.findall(data):
        inside = _inflated(stream)
        if inside.lstrip()[:1] == b"<":
            yield from _of_text(inside.decode("utf-8", "replace"), _inside(where, "properties"), _DEEPEST)
