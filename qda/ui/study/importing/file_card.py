"""How a file of an import stands in the list of files."""

from __future__ import annotations

from qda.i18n import _, ngettext
from qda.ui import icons
from qda.ui.study.importing import files
from qda.ui.study.importing.files import FileRow, Known
from qda.ui.study.tables.cards import Card


def file_card(row: FileRow, study: Known) -> Card:
    """How a file of an import stands in the list."""
    obstacle = files.obstacle(row, study)
    known = files.told(row) if not row.failed else ""
    right = "" if row.head is not None else _("not looked at") if row.held else _("reading…")
    if row.head is not None and not row.failed:
        right = ngettext("{count} word", "{count} words", row.head.words).format(count=f"{row.head.words:,}")
    return Card(
        row.name or row.path.name,
        right,
        known,
        obstacle or files.remark(row, study),
        icons.for_kind(row.kind),
        None if row.failed else row.ticked,
        row.failed,
    )
