"""A REFI-QDA file as a study of ours, read without touching any project."""

from __future__ import annotations

from pathlib import Path

from qda.flows.refi.archive import Archive
from qda.flows.refi.carried import Carried
from qda.flows.refi.gathering import Gathering
from qda.flows.refi.joining import Joining
from qda.flows.refi.parsing import parsed
from qda.flows.refi.report import Report
from qda.i18n import _
from qda.progress import Progress, Silent

SUFFIXES = (".qdpx", ".qde", ".qdc")


def read(path: Path, progress: Progress | None = None) -> tuple[Carried, Report]:
    """What is in a .qdpx, .qde or .qdc, and the beginning of the report. Raises ExchangeRefused, Cancelled."""
    tell = progress or Silent()
    report = Report(path.name)
    tell.step(0, 0, _("Reading “{name}”").format(name=path.name))
    with Archive(path) as archive:
        name, data = archive.project()
        raw = parsed(data, path.name, report)
        report.program, report.title = raw.origin, raw.name
        if archive.packed and name != "project.qde":
            report.mended(_("The project inside is not called project.qde."), name)
        gathering = Gathering(raw, archive, report)
        gathering.begin()
        joining = Joining(gathering)
        joining.notes_first()
        gathering.sources(tell)
        gathering.cases()
        joining.join()
    return gathering.study, report
