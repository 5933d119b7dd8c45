"""What the readers of word processors' files have in common."""

from __future__ import annotations

from qda.i18n import ngettext


def note_sign(is_endnote: bool, number: int) -> str:
    """What stands in the text where a note is cited."""
    return f"[E{number}]" if is_endnote else f"[{number}]"


def report(items: int, notes: int, comments: int) -> list[str]:
    """Sentences on what is stored otherwise than the document shows it."""
    found = []
    if items:
        one = "{count} list item is stored without its automatic number or bullet."
        many = "{count} list items are stored without their automatic numbers or bullets."
        found.append(ngettext(one, many, items).format(count=items))
    if notes:
        one, many = "{count} note stands at the end of the text.", "{count} notes stand at the end of the text."
        found.append(ngettext(one, many, notes).format(count=notes))
    if comments:
        one, many = "{count} comment stands at the end of the text.", "{count} comments stand at the end of the text."
        found.append(ngettext(one, many, comments).format(count=comments))
    return found
