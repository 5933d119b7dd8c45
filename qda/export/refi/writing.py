"""A study written as .qdpx or .qdc: beside the old file first, in its place when it is whole."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from qda.export.leaving.files import CannotWrite, replacing
from qda.export.refi import losses, reading
from qda.export.refi import report as reports
from qda.export.refi.codebook import qdc
from qda.export.refi.known import Known
from qda.export.refi.positions import LAYOUTS, Layout, stored
from qda.export.refi.project import qde
from qda.export.refi.report import Report
from qda.export.refi.values import SourceValue, StudyValue
from qda.export.refi.xmltext import Xml
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import Source

FORMATS = (".qdpx", ".qdc")
"""What can be written for other programs."""

_LARGEST = 2**31 - 1  # bytes of a file inside, by the standard
_PORTION = 1 << 16  # characters put together before they go to the file
_READABLE = 0o100644 << 16  # a plain file that everybody may read, as archives note it


class TooLarge(CannotWrite):
    """The standard takes no file inside of 2 GiB or more."""

    hint = N_("Export the project as .jsonl, which has no such limit.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is too large for an exchange file.").format(name=name))


def write(project: Project, path: Path, layout: Layout = LAYOUTS[0], progress: Progress | None = None) -> Report:
    """Write the project as .qdpx, or its code book where the name ends in .qdc, and tell what became of it.

    The study is read in one transaction, so what is being coded meanwhile is in it wholly or not at all.
    Raises CannotWrite, TooLarge, NoCodes, Cancelled; then the old file is as it was.
    """
    tell = progress or Silent()
    with project.read() as session, replacing(path) as draft:
        known, xml = Known(session), Xml()
        if path.suffix.lower() == ".qdc":
            return _code_book(draft, path, known, xml)
        total = session.execute(select(func.count()).select_from(Source)).scalar_one()
        archive(draft, reading.study(session, known, layout), layout, xml, tell, total)
        return Report(
            path,
            layout,
            reports.written(xml.counts),
            losses.carried(known),
            losses.lost(known),
            reports.replaced(xml.replaced),
            losses.shifted(known),
        )


def _code_book(draft: Path, path: Path, known: Known, xml: Xml) -> Report:
    codes, sets = reading.code_book(known)
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(qdc(codes, sets, reading.ORIGIN, xml))
    left = losses.beside_the_codes(known)
    return Report(path, LAYOUTS[0], reports.written(xml.counts), (), left, reports.replaced(xml.replaced))


def archive(path: Path, study: StudyValue, layout: Layout, xml: Xml, tell: Progress, total: int = 0) -> None:
    """Write a study with `total` sources as a .qdpx; the same study gives the same bytes. Raises TooLarge."""
    texts: list[tuple[str, str, Callable[[], str]]] = []

    def sources() -> Iterator[SourceValue]:
        for done, source in enumerate(study.sources):
            tell.step(done, 2 * total, _("Writing segments"))
            texts.append((source.guid, source.name, source.text))
            yield source

    with zipfile.ZipFile(path, "w") as file:
        # One thing at a time can be written into an archive: the project first, then the texts it spoke of.
        whole = qde(replace(study, sources=sources()), layout, xml)
        _put(file, "project.qde", study.name, (portion.encode("utf-8") for portion in _portions(whole)))
        for done, (guid, name, text) in enumerate(texts):
            tell.step(total + done, 2 * total, _("Writing texts"))
            _put(file, f"sources/{guid}.txt", name, stored(text(), layout))
    tell.step(2 * total, 2 * total, _("Done"))


def _put(file: zipfile.ZipFile, member: str, name: str, parts: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(member)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _READABLE
    size = 0
    with file.open(info, "w") as inside:
        for part in parts:
            size += len(part)
            if size > _LARGEST:
                raise TooLarge(name)
            inside.write(part)


def _portions(parts: Iterable[str]) -> Iterator[str]:
    kept: list[str] = []
    size = 0
    for part in parts:
        kept.append(part)
        size += len(part)
        if size >= _PORTION:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)
