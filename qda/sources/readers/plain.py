"""Plain text: stored as it is."""

from __future__ import annotations

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.encodings import decode
from qda.sources.readers.reading import Reading, make_reading


def read_plain(data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None) -> list[Reading]:
    """The one text of a .txt file; raises UnreadableFile."""
    (progress or Silent()).step(0, 0, _("Reading “{name}”").format(name=file))
    text, used, notes = decode(data, file, encoding)
    return [make_reading(file, text, encoding=used, notes=notes)]
