"""The code tree as XML, for a project and as a file of its own; the two schemas differ in their sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qda.errors import QdaError
from qda.export.refi.values import CodeValue, SetValue
from qda.export.refi.xmltext import HEAD, Xml, colour, wrapped
from qda.i18n import N_, _

NAMESPACE = "urn:QDA-XML:codebook:1.0"


class NoCodes(QdaError):
    """The standard has no empty code book."""

    hint = N_("Code something first, or export the project as .qdpx.")

    def __init__(self) -> None:
        super().__init__(_("There is no code yet, and a code book for other programs must hold one."))


def qdc(codes: Sequence[CodeValue], sets: Iterable[SetValue], origin: str, xml: Xml) -> Iterator[str]:
    """A whole .qdc file, in portions. Raises NoCodes before the first."""
    if not codes:
        raise NoCodes
    yield HEAD + xml.start("CodeBook", [("xmlns", NAMESPACE), ("origin", origin)]) + "\n"
    yield from tree(codes, xml, with_notes=False)
    yield from wrapped(xml, "Sets", (_set(each, xml) for each in sets if each.codes))
    yield "</CodeBook>\n"


def _set(each: SetValue, xml: Xml) -> str:
    xml.place = ("set", each.name)
    members = (xml.empty("MemberCode", [("guid", code)]) for code in each.codes)
    head = xml.start("Set", [("guid", each.guid), ("name", each.name)])
    return f"{head}{xml.text('Description', each.description)}{''.join(members)}</Set>\n"


def book(codes: Sequence[CodeValue], xml: Xml) -> Iterator[str]:
    """The `CodeBook` of a project; nothing without codes."""
    if codes:
        yield xml.start("CodeBook") + "\n"
        yield from tree(codes, xml, with_notes=True)
        yield "</CodeBook>\n"


def tree(codes: Sequence[CodeValue], xml: Xml, *, with_notes: bool) -> Iterator[str]:
    """`Codes`, nested as the codes live; one whose parent is not among them stands at the top."""
    yield xml.start("Codes") + "\n"
    for code in nested(codes):
        yield "</Code>\n" if code is None else _code(code, xml, with_notes)
    yield "</Codes>\n"


def nested(codes: Sequence[CodeValue]) -> Iterator[CodeValue | None]:
    """Each code, what lives under it, and None where that ends; one whose parent is not there stands at the top."""
    known = {code.guid for code in codes}
    below: defaultdict[str | None, list[CodeValue]] = defaultdict(list)
    for code in codes:
        below[code.parent if code.parent in known else None].append(code)
    # Not by recursion: nobody limits how deep a tree may be.
    open_: list[Iterator[CodeValue]] = [iter(below[None])]
    while open_:
        for code in open_[-1]:
            yield code
            open_.append(iter(below[code.guid]))
            break
        else:
            open_.pop()
            if open_:
                yield None


def _code(code: CodeValue, xml: Xml, with_notes: bool) -> str:
    xml.place = ("code", code.name)
    head = xml.start(
        "Code",
        [("guid", code.guid), ("name", code.name), ("isCodable", "true"), ("color", colour(code.color))],
    )
    return head + xml.text("Description", code.description) + (references(code.notes, xml) if with_notes else "")


def references(notes: Iterable[str], xml: Xml) -> str:
    """`NoteRef` for each note that hangs on something."""
    return "".join([xml.empty("NoteRef", [("targetGUID", note)]) for note in notes])
