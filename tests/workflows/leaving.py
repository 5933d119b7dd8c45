"""Looking into files that leave a project: every part is unpacked, every text in it is read, and runs of words sought.

    found = held(path, Runs([quote]))

gives the parts of a file in which six or more consecutive words of the quote stand; none where it is clean.
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
from html import unescape
from pathlib import Path
from typing import Any

from qda.text.runs import Runs

_TAG = re.compile(r"<[^<>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_BASE64 = re.compile(r"base64,([A-Za-z0-9+/=]{40,})")


def held(path: Path, runs: Runs) -> list[str]:
    """The parts of a file that repeat one of these runs."""
    return sorted({part for part, text in texts_in(path.name, path.read_bytes()) if runs.touches(text)})


def held_in_text(text: str, runs: Runs) -> bool:
    """True if what was printed repeats one of these runs."""
    return any(runs.touches(words) for _part, words in texts_in("printed", text.encode("utf-8")))


def texts_in(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every text that can be read out of some bytes, with the name of the part that it stands in."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield f"{name}/{part}", part
                yield from texts_in(f"{name}/{part}", archive.read(part))
        return
    if data.startswith(b"\x1f\x8b"):
        yield from texts_in(f"{name} (unzipped)", gzip.decompress(data))
        return
    if data.startswith(b"SQLite format 3\x00"):
        yield name, data.decode("utf-8", "replace")
        return
    if data.startswith(b"%PDF"):
        yield from _of_pdf(name, data)
        return
    if data.startswith(b"\x89PNG"):
        yield from ((name, words) for words in _of_png(data))
        return
    try:
        yield from _of_text(name, data.decode("utf-8"))
    except UnicodeDecodeError:
        for encoding in ("utf-16-le", "latin-1"):
            yield name, data.decode(encoding, "replace")


def _of_text(name: str, text: str) -> Iterator[tuple[str, str]]:
    yield name, text
    if "<" in text:  # in a document a word may be cut by a tag, in a picture lines are parts of their own
        yield name, unescape(_TAG.sub("", text))
        yield name, unescape(_TAG.sub(" ", text))
    for line in text.split("\n"):
        if line[:1] in '{["':
            yield from ((name, words) for words in _of_json(line))
    if text[:1] in '{["':
        yield from ((name, words) for words in _of_json(text))
    for found in _BASE64.findall(text):
        yield from texts_in(f"{name} (base64)", base64.b64decode(found + "=" * (-len(found) % 4)))


def _of_json(text: str) -> Iterator[str]:
    try:
        value = json.loads(text)
    except ValueError:
        return
    yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from _of_json(value) if value[:1] in "{[" else ()
    elif isinstance(value, dict):
        if value.keys() == {"base64"}:
            yield from (words for _part, words in texts_in("base64", base64.b64decode(value["base64"])))
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _of_png(data: bytes) -> Iterator[str]:
    """What is written beside the picture; its pixels are not read."""
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind != b"IDAT":
            yield data[at + 8 : at + 8 + size].decode("latin-1")
        at += size + 12


def _of_pdf(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        yield f"{name}/page {number + 1}", document[number].get_textpage().get_text_bounded()
    document.close()
    yield name, data.decode("latin-1")
    for stream in _STREAM.findall(data):
        try:
            inside = zlib.decompress(stream.rstrip(b"\r\n"))
        except zlib.error:
            continue
        if b"\x00" not in inside[:2000]:  # fonts and pictures are no text
            yield name, inside.decode("latin-1")
