"""Where things stand across the view: numbers, text, stripes, labels."""

from __future__ import annotations

from dataclasses import dataclass

from qda.ui.documents.laying.face import Face
from qda.ui.theme import STEP

STRIPE = 4
"""The width of a stripe, in pixels."""

_PITCH = 8  # from stripe to stripe
_LANES = 3  # lanes for which there is always room
_MOST = 8  # lanes drawn; what overlaps more lies on the last
_LABELS = 60  # narrower labels are left to tool tips
_GENEROUS = 160
_WIDEST = 220
_SLACK = 1.045  # lines of as many characters differ in width: this holds 97 of 100 in English prose
_AMPLE = 1.08  # and this nearly all of them, where enough is left for labels
_ENOUGH = 120


@dataclass(frozen=True, slots=True)
class Columns:
    """Pixels from the viewport's left edge; `labels_width` is 0 where there is no room for labels."""

    numbers_right: int
    text_left: int
    text_width: int
    stripes_left: int
    lanes: int
    labels_left: int
    labels_width: int

    def lane_x(self, lane: int) -> int:
        """The left edge of a stripe."""
        return self.stripes_left + min(lane, self.lanes - 1) * _PITCH


def columns(width: int, face: Face, measure: int, widest: str, lanes: int, *, flowing: bool = False) -> Columns:
    """Share out `width`: `measure` characters of text before all, then stripes, then labels; the whole is centred.

    `widest` is the longest number of a line, `lanes` how many stripes stand side by side at most. Text whose lines
    are not frozen (`flowing`) grows a quarter narrower before labels go. Its width depends on no lanes, so that
    coding never makes it flow anew.
    """
    gutter = face.plain.width(widest) + 5 * STEP
    least = _LANES * _PITCH + 5 * STEP
    wanted = round(face.char * measure * _SLACK)
    ample = round(face.char * measure * _AMPLE)
    if not flowing and ample <= width - gutter - least - _ENOUGH:
        wanted = ample
    if flowing:
        wanted = min(wanted, max(round(wanted * 0.75), width - gutter - least - _GENEROUS))
    text = max(round(face.char * 20), min(wanted, width - gutter - least))
    left_over = width - gutter - text
    shown = max(_LANES, min(lanes, _MOST, (left_over - 5 * STEP) // _PITCH))
    stripes = 2 * STEP + shown * _PITCH
    labels = min(_WIDEST, left_over - stripes - 3 * STEP)
    spare = max(0, left_over - stripes - _WIDEST - 3 * STEP)
    text_left = spare // 2 + gutter
    return Columns(
        numbers_right=text_left - 4 * STEP,
        text_left=text_left,
        text_width=text,
        stripes_left=text_left + text + 2 * STEP,
        lanes=shown,
        labels_left=text_left + text + stripes + STEP,
        labels_width=labels if labels >= _LABELS else 0,
    )
