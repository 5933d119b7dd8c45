"""What is dragged in the Categories workspace: segments, to be evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

SEGMENTS = "application/x-gerund-segments"
"""A JSON list of segment ids."""


def segments_mime(segment_ids: Sequence[int], words: str) -> QMimeData:
    """Segments as they are dragged, and their words for everybody else."""
    data = QMimeData()
    data.setText(words)
    data.setData(SEGMENTS, json.dumps(list(segment_ids)).encode())
    return data


def segments_of(data: QMimeData) -> list[int]:
    """The ids of the segments in a drag; none if it carries no segments."""
    return [int(each) for each in json.loads(bytes(data.data(SEGMENTS).data()))] if data.hasFormat(SEGMENTS) else []
