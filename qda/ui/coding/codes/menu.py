"""The panel's actions, and the menu that a code has under the mouse."""

from __future__ import annotations

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import N_, _
from qda.ui.actions import Actions
from qda.ui.coding.book import LEVELS
from qda.ui.menus import add_entry
from qda.ui.theme import CODE_COLOURS, Ink, lifted

_COLOUR_NAMES = (
    N_("Indigo"),
    N_("Sky"),
    N_("Teal"),
    N_("Green"),
    N_("Olive"),
    N_("Sand"),
    N_("Rose"),
    N_("Wine"),
    N_("Purple"),
    N_("Lavender"),
    N_("Sage"),
    N_("Brown"),
)
COLOURS: tuple[tuple[str, str], ...] = tuple(zip(CODE_COLOURS, _COLOUR_NAMES, strict=True))
"""Each colour of the palette with its name."""

_LEVEL_WORDS = {
    "initial": N_("Make initial code"),
    "focused": N_("Make focused code"),
    "category": N_("Make category"),
    "theme": N_("Make theme"),
}


def swatch(colour: str, ink: Ink) -> QIcon:
    """A square of a colour as the paper shows it."""
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(lifted(colour, ink)))
    return QIcon(pixmap)


def level_words(level: str) -> str:
    """What raising a code to a level is called."""
    return _(_LEVEL_WORDS[level])


def colour_menu(parent: QWidget, ink: Ink, own: str) -> QMenu:
    """The palette by name, with the present colour checked; an action's data is "#RRGGBB", or "" for none."""
    menu = QMenu(_("Colour"), parent)
    inherited = menu.addAction(_("None of its own"))
    inherited.setData("")
    inherited.setCheckable(True)
    inherited.setChecked(not own)
    menu.addSeparator()
    for colour, name in COLOURS:
        action = menu.addAction(swatch(colour, ink), _(name))
        action.setData(colour)
        action.setCheckable(True)
        action.setChecked(colour == own)
    return menu


_GROUPS: tuple[tuple[str, ...], ...] = (
    ("code.apply", "code.segments", "code.trace"),
    ("code.rename", "code.define", "code.own_words", "memo.new", "memo.on_this"),
    ("code.new", "code.new_under"),
    tuple(f"code.level_{level}" for level in LEVELS),
    ("code.gather", "code.scatter", "code.move", "code.merge"),
    ("category.raise", "category.core", "category.evidence"),
    ("relation.add", "relation.show"),
    ("code.test", "code.biography", "compare.send"),
    ("code.delete",),
)


def context_menu(parent: QWidget, actions: Actions, colours: QMenu) -> QMenu:
    """What can be done to the chosen codes."""
    menu = QMenu(parent)
    known = {action.objectName() for action in actions.all()}
    for group in _GROUPS:
        for name in group:
            if name in known:
                add_entry(menu, actions, name)
        if "code.rename" in group:
            menu.addMenu(colours)
        menu.addSeparator()
    return menu
