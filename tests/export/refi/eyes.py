"""Independent eyes on what was written: the schemas, a plain recount, and the way back from headed texts."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from qda.export.refi.headed import HEADINGS

SCHEMAS = Path(__file__).resolve().parents[3] / ".." / "shared" / "refi"
REFERRING = (
    *("targetGUID", "originGUID", "representedGUID", "creatingUser", "creatingUserGUID"),
    *("sourceVertex", "targetVertex"),
)
SPACE = "{urn:QDA-XML:project:1.0}"


@cache
def schema(kind: str) -> etree.XMLSchema:
    """The schema of “Project” or “Codebook”; the test is skipped where the file is not there."""
    path = SCHEMAS / f"{kind}-mrt2019.xsd"
    if not path.exists():
        pytest.skip(f"no {path.name} beside this checkout")
    return etree.XMLSchema(etree.parse(str(path)))


def parsed(data: bytes | str) -> etree._Element:
    """What was written as XML, however deep."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return etree.fromstring(raw, etree.XMLParser(huge_tree=True, resolve_entities=False))


def assert_valid(kind: str, root: etree._Element) -> None:
    """Fail with what the schema has against it."""
    checker = schema(kind)
    checker.validate(root)
    assert str(checker.error_log) == ""


def opened(path: Path) -> tuple[etree._Element, dict[str, bytes]]:
    """The project inside an archive, valid, and its texts by name."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        root = parsed(file.read("project.qde"))
        texts = {name: file.read(name) for name in file.namelist() if name != "project.qde"}
    assert_valid("Project", root)
    return root, texts


def every(root: etree._Element, name: str) -> list[etree._Element]:
    """All elements of a name, in their order."""
    return list(root.iter(SPACE + name))


def guids(root: etree._Element) -> list[str]:
    """The guids of all objects."""
    return [element.get("guid", "") for element in root.iter() if element.get("guid")]


def dangling(root: etree._Element) -> set[str]:
    """Guids that are referred to and belong to nothing in the file."""
    wanted = {element.get(name) for element in root.iter() for name in REFERRING if element.get(name)}
    return {str(guid) for guid in wanted} - set(guids(root))


def read_text(data: bytes) -> str:
    """A text as a reader takes it in: UTF-8, without one mark at its beginning."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")


def cut(text: str, start: int, end: int, layout: str) -> str:
    """What lies between two places of a text file, by what is known of the program it was written for."""
    if layout == "nvivo":
        return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le").replace("\r\n", "\n")
    return text.replace("\r\n", "\n")[start:end] if layout == "atlasti" else text[start:end]


def told(text: str) -> dict[str, str]:
    """A headed text taken apart again: the first part under ""."""
    parts: dict[str, list[str]] = {"": []}
    for line in text.split("\n"):
        if line in HEADINGS:
            if parts[list(parts)[-1]][-1:] == [""]:
                parts[list(parts)[-1]].pop()
            parts[line] = []
        else:
            parts[list(parts)[-1]].append(_unescaped(line))
    return {heading: "\n".join(lines) for heading, lines in parts.items() if lines}


def _unescaped(line: str) -> str:
    looks = re.fullmatch(rf"\\+({'|'.join(map(re.escape, HEADINGS))})", line)
    return line[1:] if looks else line
