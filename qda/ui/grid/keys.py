"""The actions of a page with matrices: all of them have keys, and stand in the palette and in the page's own menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.actions import Actions

if TYPE_CHECKING:
    from qda.ui.grid.page import MatrixPage


def add_actions(actions: Actions, page: MatrixPage) -> None:
    """Make them known; those on the matrix as a whole go into its menu."""
    name = page.kind.action

    def there() -> bool:
        return page.matrix is not None

    def add(
        key: str, text: str, slot: Callable[[], object], keys: str, *, writes: bool = True, menu: bool = False
    ) -> None:
        made = actions.add(
            f"{name}.{key}", text, slot, keys=keys, menu="&Study", where=page, writes=writes,
            when=None if key == "new" else there,
        )  # fmt: skip
        if menu:
            page.bar.menu.addAction(made)

    add("new", page.kind.new, page.new, "Ctrl+Shift+N")
    add("rows", _("Add rows to the matrix"), lambda: page.pick("row"), "Ins")
    add("columns", _("Add columns to the matrix"), lambda: page.pick("column"), "Shift+Ins")
    add("export", _("Export the matrix"), page.export, "Ctrl+E", writes=False)
    add("rename", _("Rename the matrix"), page.rename, "Shift+F2", menu=True)
    add("describe", _("Describe the matrix"), page.describe, "Ctrl+Shift+F2", menu=True)
    add("scale", _("Change the judgements of the matrix"), page.ask_scale, "Ctrl+J", menu=True)
    add("duplicate", _("Duplicate the matrix"), page.duplicate, "Ctrl+Shift+D", menu=True)
    add("delete", _("Delete the matrix"), page.delete, "Ctrl+Shift+Del", menu=True)
    add("heading", _("Change the heading of the row"), lambda: page.rename_line("row"), "Ctrl+F2")
    add("row_up", _("Move the row up"), lambda: page.move_line("row", -1), "Alt+Up")
    add("row_down", _("Move the row down"), lambda: page.move_line("row", 1), "Alt+Down")
    add("column_left", _("Move the column left"), lambda: page.move_line("column", -1), "Alt+Left")
    add("column_right", _("Move the column right"), lambda: page.move_line("column", 1), "Alt+Right")
    add("remove_row", _("Take the row off the matrix"), lambda: page.remove_line("row"), "Ctrl+Del")
    add("remove_column", _("Take the column off the matrix"), lambda: page.remove_line("column"), "Shift+Del")
