"""The timeline of a study in one file: the picture alone, the table alone, or a document with both."""

from __future__ import annotations

from pathlib import Path

from qda.analysis.figures.timeline import Timeline
from qda.export import writing
from qda.export.profiles import APA, Profile
from qda.export.study import timeline_picture
from qda.export.study.timeline_tables import blocks, table

PICTURES = (".svg", ".png", ".pdf")


def write(path: Path, timeline: Timeline, profile: Profile = APA) -> None:
    """Write the picture (.svg, .png, .pdf), or with its table as a document (.docx, .html), or the table alone.

    Raises UnknownFormat, NothingToWrite, CannotWrite.
    """
    if path.suffix.lower() in PICTURES:
        timeline_picture.save(path, timeline, profile)
    elif path.suffix.lower() in writing.SHEETS:
        writing.write(path, [table(timeline, profile)] if timeline.lanes else [], profile)
    else:
        writing.write(path, blocks(timeline, profile), profile)
