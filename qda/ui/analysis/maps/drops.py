"""What can be dropped on a map: codes from the code tree, cases from the study, memos from the list of memos."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData

from qda.ui.analysis.chosen_codes import CODES

MEMOS = "application/x-gerund-memos"
"""What a drag out of a list of memos carries: a JSON list of ids."""

STUDY = "application/x-gerund-study"
"""What a drag out of the study carries: a JSON list of [kind, id]."""

Dropped = tuple[str, int]
"""A table's name (code, memo, case) and an id."""


def carries(data: QMimeData) -> bool:
    """True if something that a map can show is dragged."""
    return any(data.hasFormat(kind) for kind in (CODES, MEMOS)) or bool(_cases(data))


def dropped(data: QMimeData) -> list[Dropped]:
    """What is dragged, as far as a map can show it."""
    return [*_ids(data, CODES, "code"), *_ids(data, MEMOS, "memo"), *_cases(data)]


def _ids(data: QMimeData, kind: str, target: str) -> list[Dropped]:
    return [(target, int(each)) for each in json.loads(bytes(data.data(kind).data()))] if data.hasFormat(kind) else []


def _cases(data: QMimeData) -> list[Dropped]:
    rows = json.loads(bytes(data.data(STUDY).data())) if data.hasFormat(STUDY) else []
    return [(kind, int(row_id)) for kind, row_id in rows if kind == "case"]
