"""What our own export tells beside the standard: tags of sets, variables and notes, and texts under headings."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from hashlib import sha1

TAG = "Gerund: "
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://gerund.invalid/refi-qda")


def tag_of(description: str) -> tuple[str, list[str]]:
    """The tag of a description and the lines below it; an empty tag for what is not ours."""
    first, *rest = description.split("\n")
    return (first[len(TAG) :].strip(), rest) if first.startswith(TAG) else ("", [])


def parts_of(text: str, headings: Sequence[str]) -> dict[str, str]:
    """The texts under these headings, the one before all of them under ""; escaped lines are as they were."""
    heading = re.compile(rf"^({'|'.join(map(re.escape, headings))})$", re.MULTILINE)
    escaped = re.compile(rf"^\\(\\*(?:{'|'.join(map(re.escape, _ALL))}))$", re.MULTILINE)
    found = {"": ""}
    name, begin = "", 0
    for match in [*heading.finditer(text), None]:
        end = match.start() if match is not None else len(text)
        piece = text[begin:end]
        if match is not None:
            piece = piece.removesuffix("\n\n")
        found[name] = escaped.sub(r"\1", piece)
        if match is not None:
            name, begin = match.group(1), match.end() + 1
    return found


def derived(kind: str, key: str) -> str:
    """A guid for what an import makes of something, the same each time, so that it is known when it comes again."""
    return _guid(f"import\x1f{kind}\x1f{key}")


def first_code_note(guid: str) -> str:
    """The guid of the note in which our export tells of the code that a coding began with."""
    return _guid(f"first code\x1f{guid}")


def _guid(name: str) -> str:
    """The guid of a name among ours, as `uuid.uuid5` has it: each segment that comes in needs several."""
    data = bytearray(sha1(_OURS.bytes + name.encode(), usedforsecurity=False).digest()[:16])
    data[6], data[8] = data[6] & 0x0F | 0x50, data[8] & 0x3F | 0x80
    told = data.hex()
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


CODE = ("Include when:", "Exclude when:", "Example:")
STUDY = ("Context:", "Research questions:")
PROPERTY = ("Of the category:", "Dimensions:")
FIRST = ("Level:", "Merged into:")
_ALL = (*CODE, *STUDY, *PROPERTY, *FIRST)
