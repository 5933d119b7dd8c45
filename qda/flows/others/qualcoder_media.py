"""What QualCoder codes on pictures, recordings and pages of a PDF, as lines of a text: no coding is lost."""

from __future__ import annotations

from qda.flows.others.opening import whole, words
from qda.flows.refi.report import Report
from qda.i18n import N_, _
from qda.store.foreign import Cell, Foreign

Rows = list[dict[str, Cell]]

_TOLD = ("cid", "id", "owner", "date", "memo", "important")
_KINDS = {
    "image": N_("a picture"),
    "audio": N_("a sound recording"),
    "video": N_("a video"),
    "doc": N_("a PDF"),
}


def codings(file: Foreign) -> dict[Cell, Rows]:
    """By source: codings with `seltext` that says where they lie, and `ctid` that is theirs alone."""
    found: dict[Cell, Rows] = {}
    for row in file.rows("code_image", ("imid", "x1", "y1", "width", "height", "pdf_page", *_TOLD)):
        _add(found, row, f"image {words(row['imid'])}", _on_picture(row))
    for row in file.rows("code_av", ("avid", "pos0", "pos1", *_TOLD)):
        where = _("{begin} to {end} ms").format(begin=words(row["pos0"]), end=words(row["pos1"]))
        _add(found, row, f"recording {words(row['avid'])}", where)
    return found


def _add(found: dict[Cell, Rows], row: dict[str, Cell], key: str, where: str) -> None:
    found.setdefault(row["id"], []).append(row | {"ctid": key, "seltext": where})


def _on_picture(row: dict[str, Cell]) -> str:
    x, y, width, height = (whole(row[column]) or 0 for column in ("x1", "y1", "width", "height"))
    place = _("x {firstX} to {secondX}, y {firstY} to {secondY}").format(
        firstX=x, secondX=x + width, firstY=y, secondY=y + height
    )
    page = whole(row["pdf_page"])
    return place if page is None else _("page {page}, {place}").format(page=page + 1, place=place)


def stood_in(row: dict[str, Cell], here: Rows, report: Report) -> tuple[str, Rows]:
    """The text of a source with a line for each of its coded places, and the codings placed on their lines."""
    text, name = words(row["fulltext"]), words(row["name"])
    path = words(row["mediapath"]).strip("/")
    if not text and path and (row["fulltext"] is None or not path.startswith("doc")):
        kind = next((told for start, told in _KINDS.items() if path.startswith(start)), N_("no text"))
        text = _("[{name} is {what}; each of its selections is a line here.]").format(name=name, what=_(kind))
        report.carried(_("What is no text is stood in for by one."), name)
    lines: dict[str, tuple[int, int]] = {}
    placed = []
    for each in here:
        line = f"[{words(each['seltext'])}]"
        if line not in lines:
            told = _("A selection of what is no text became a line that says where it lies.")
            report.carried(told, f"{name} {words(each['seltext'])}")
            text = f"{text.rstrip()}\n\n{line}"
            lines[line] = len(text) - len(line), len(text)
        start, end = lines[line]
        placed.append(each | {"seltext": line, "pos0": start, "pos1": end})
    return text, placed
