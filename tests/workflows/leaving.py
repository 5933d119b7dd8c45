"""Looking into files that leave a project: every part is unpacked, every text in it is read, and words are sought.

    found = held(path, Runs([quote]))

gives the parts of a file in which six or more consecutive words of the quote stand; none where it is clean.

    found = named(path, ["Ottilie"])

gives the names that an auditor finds with a hex editor, who unpacks whatever is packed.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from qda.export.leaving import contents
from qda.text.runs import Runs

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{60,}")


def held(path: Path, runs: Runs) -> list[str]:
    """The parts of a file that repeat one of these runs."""
    return sorted({part.where or path.name for part in contents.of_file(path) if runs.touches(part.text)})


def texts_in(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every text that can be read out of some bytes, with the name of the part that it stands in."""
    return ((part.where or name, part.text) for part in contents.of_bytes(data))


def held_in_text(text: str, runs: Runs) -> bool:
    """True if what was printed repeats one of these runs."""
    return any(runs.touches(part.text) for part in contents.of_bytes(text.encode("utf-8")))


def named(path: Path, names: Iterable[str]) -> set[str]:
    """Which names stand in a file or its own name: in its bytes, in all that is packed in it, and as it is read."""
    layers = [each.lower() for each in _layers(path.read_bytes())]
    texts = [part.text.casefold() for part in contents.of_file(path)]
    found = set()
    for name in names:
        forms = [name.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]
        in_bytes = any(form in layer for form in forms for layer in layers)
        if in_bytes or any(name.casefold() in text for text in texts):
            found.add(name)
    return found


def _layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and those of all that is packed in them, known by nothing but how it begins."""
    yield data
    if depth > 4:
        return
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield part.encode("utf-8")
                yield from _layers(archive.read(part), depth + 1)
        return
    if data.startswith(b"\x1f\x8b"):
        yield from _layers(gzip.decompress(data), depth + 1)
    if data.startswith(b"%PDF"):
        yield from (inside for inside in map(_inflated, _STREAM.findall(data)) if inside)
    if data.startswith(b"\x89PNG"):
        yield from (inside for inside in map(_inflated, re.findall(rb"[zi]TXt[^\0]*\0+(.*?)IDAT", data, re.DOTALL)))
    for found in _BASE64.findall(data):
        yield from _layers(base64.b64decode(found[: len(found) // 4 * 4]), depth + 1)  # the last two letters may miss


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
