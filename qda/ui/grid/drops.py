"""What can be dropped on a matrix: codes from the code panel, segments from lists of quotes."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData

CODES = "application/x-gerund-codes"
"""A JSON list of code ids."""
SEGMENTS = "application/x-gerund-segments"
"""A JSON list of segment ids."""


def ids_in(data: QMimeData, form: str) -> list[int]:
    """The ids in a drag; none if it carries nothing of this form."""
    return [int(each) for each in json.loads(bytes(data.data(form).data()))] if data.hasFormat(form) else []
