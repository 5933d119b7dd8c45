"""Reading and writing .ris: two letters, a stroke, a value; what is not known is kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qda.i18n import _
from qda.names import name_key
from qda.study import references
from qda.study.references import ARTICLE, BOOK, CHAPTER, OTHER, PAGE, PAPER, REPORT, THESIS, Reference


@dataclass(frozen=True, slots=True)
class Record:
    """One publication as a file has it; `rest` is what has no field: name and value."""

    reference: Reference
    rest: tuple[tuple[str, str], ...] = ()


_LINE = re.compile(r"^\s{0,3}([A-Z][A-Z0-9])\s{0,3}-(?:\s(.*)|)$")
_TYPES = {
    **dict.fromkeys(("JOUR", "JFULL", "MGZN", "NEWS", "EJOUR", "INPR", "ABST"), ARTICLE),
    **dict.fromkeys(("BOOK", "EDBOOK", "EBOOK", "WHOLE"), BOOK),
    **dict.fromkeys(("CHAP", "ECHAP"), CHAPTER),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), REPORT),
    **dict.fromkeys(("THES", "DISS"), THESIS),
    **dict.fromkeys(("ELEC", "BLOG", "WEB", "ICOMM"), PAGE),
    **dict.fromkeys(("CONF", "CPAPER"), PAPER),
}
_WRITTEN = {
    ARTICLE: "JOUR",
    BOOK: "BOOK",
    CHAPTER: "CHAP",
    REPORT: "RPRT",
    THESIS: "THES",
    PAGE: "ELEC",
    PAPER: "CPAPER",
}
# The first tag of a row that has a value fills the field; of others the value is kept as a rest.
_FIELDS = {
    "title": ("TI", "T1", "CT"),
    "container": ("T2", "JF", "JO", "BT", "JA", "J2"),
    "volume": ("VL",),
    "issue": ("IS",),
    "publisher": ("PB",),
    "place": ("CY",),
    "doi": ("DO",),
    "url": ("UR",),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
    "found_in": ("DB", "DP"),
    "cite_key": ("ID",),
}


def read(text: str) -> tuple[list[Record], list[str]]:
    """The records of a .ris text, and sentences about what was not understood."""
    records: list[list[tuple[str, str]]] = []
    told: list[str] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.match(line)
        if found is None:
            if inside and line.strip() and records[-1]:
                tag, value = records[-1][-1]
                records[-1][-1] = (tag, f"{value}\n{line.strip()}")
            elif line.strip():
                told.append(_("Line {n} belongs to no record: “{words}”.").format(n=number, words=line.strip()[:60]))
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY":
            records.append([])
            inside = True
        if tag == "ER":
            inside = False
        elif inside:
            records[-1].append((tag, value))
        else:
            told.append(_("Line {n} belongs to no record: “{words}”.").format(n=number, words=line.strip()[:60]))
    return [_record(pairs) for pairs in records], told


def _record(pairs: list[tuple[str, str]]) -> Record:
    known: dict[str, list[str]] = {}
    for tag, value in pairs:
        if value:
            known.setdefault(tag, []).append(value)
    kind = _TYPES.get("".join(known.pop("TY", [])[:1]), OTHER)
    values = {"type": kind}
    if kind == BOOK and not any(tag in known for tag in _FIELDS["title"]):
        known["TI"] = known.pop("BT", [])
    for name, tags in _FIELDS.items():
        filled = next((tag for tag in tags if known.get(tag)), None)
        if filled is not None:
            values[name] = known[filled].pop(0)
    people = [line for tag in ("AU", "A1") for line in known.pop(tag, [])]
    editors = [line for tag in ("A2", "ED") for line in known.pop(tag, [])]
    values["authors"] = "\n".join([*people, *(f"{line} (Ed.)" for line in editors)])
    values["year"] = _year(known)
    first = "".join(known.pop("SP", [])[:1])
    last = "".join(known.pop("EP", [])[:1]) if not any(mark in first for mark in "-–") else ""
    values["pages"] = "-".join(part for part in (first, last) if part)
    values["keywords"] = "; ".join(known.pop("KW", []))
    if kind == THESIS and not values.get("issue"):
        values["issue"] = "".join(known.pop("M3", [])[:1])
    same = {name_key(value) for value in values.values()}
    rest = [(tag, value) for tag, some in known.items() for value in some if name_key(value) not in same]
    return Record(references.tidied(Reference(**values)), tuple(rest))


def _year(known: dict[str, list[str]]) -> str:
    """The year of PY or Y1, as a day where DA says a day of that year: “2010/07/07/” as 2010-07-07."""
    told = next((known.pop(tag)[0] for tag in ("PY", "Y1") if known.get(tag)), "")
    year = _day(told)
    day = _day("".join(known.get("DA", [])[:1]))
    if day and (not told or day.startswith(year[:4] or "?")):
        known["DA"].pop(0)
        return max(day, year, key=len)
    return year or told


def _day(words: str) -> str:
    """“2010/07/07/spring” as 2010-07-07; nothing where no year stands first."""
    parts = [part.strip() for part in words.replace("-", "/").split("/")[:3]]
    if not parts[0].isdecimal():
        return ""
    whole = [parts[0]]
    for part in parts[1:]:
        if not part.isdecimal():
            break
        whole.append(part.zfill(2))
    return "-".join(whole)


def written(found: Iterable[Reference]) -> str:
    """Publications as .ris, each with its cite key."""
    return "".join("\r\n".join(_lines(each)) + "\r\n\r\n" for each in found)


def _lines(found: Reference) -> Iterable[str]:
    yield f"TY  - {_WRITTEN.get(found.type, 'GEN')}"
    for one in references.authors(found.authors):
        yield f"{'A2' if one.editor else 'AU'}  - {one._replace(editor=False).line}"
    for name, tags in _FIELDS.items():
        value = " ".join(getattr(found, name).split())
        if value and not (name == "issue" and found.type == THESIS):
            yield f"{tags[0]}  - {value}"
    if found.type == THESIS and found.issue:
        yield f"M3  - {found.issue}"
    if found.year:
        yield f"PY  - {found.year[:4] if found.year[:4].isdecimal() else found.year}"
        if "-" in found.year and found.year[:4].isdecimal():
            yield f"DA  - {found.year.replace('-', '/')}"
    first, _stroke, last = found.pages.replace("–", "-").partition("-")
    for tag, value in (("SP", first.strip()), ("EP", last.strip(" -"))):
        if value:
            yield f"{tag}  - {value}"
    for word in found.keywords.split(";"):
        if word.strip():
            yield f"KW  - {word.strip()}"
    yield "ER  - "
