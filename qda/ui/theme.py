"""Ink and paper: the colours of the window in light and dark, the colours of codes on them, and the fonts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

Scheme = Literal["system", "light", "dark"]

STEP = 4
"""Spacing goes in steps of so many pixels."""

CORNER = 6
"""The radius of every rounded corner, in pixels."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of the window, as "#RRGGBB"; `faint` is for line numbers and counts only."""

    dark: bool
    paper: str
    panel: str
    ink: str
    soft: str
    faint: str
    rule: str
    selection: str
    accent: str
    hint: str


LIGHT = Ink(
    dark=False,
    paper="#FCFBF8",
    panel="#F4F2EC",
    ink="#22262B",
    soft="#5F646B",
    faint="#9AA0A6",
    rule="#E3DFD6",
    selection="#D5E3F2",
    accent="#2F5D8A",
    hint="#855C00",
)
# Soft and hint are a shade darker than they were drawn (#6A6F76, #9A6B00): they are read on chosen rows as well, and as
# drawn they have 3.9:1 and 3.5:1 there, too little. In dark it is the chosen row that is darker (drawn: #33485C).

DARK = Ink(
    dark=True,
    paper="#1C1E21",
    panel="#24272B",
    ink="#E4E2DC",
    soft="#A3A8AE",
    faint="#747A81",
    rule="#34383D",
    selection="#2C3F51",
    accent="#8DB4DC",
    hint="#D9B25A",
)

CODE_COLOURS: tuple[str, ...] = (
    # Paul Tol's muted set, and three more that stay apart from it under deuteranopia and protanopia (Machado 2009,
    # least distance in OKLab 0.057, within the muted set itself 0.052).
    "#332288",
    "#88CCEE",
    "#44AA99",
    "#117733",
    "#999933",
    "#DDCC77",
    "#CC6677",
    "#882255",
    "#AA4499",
    "#8188D8",
    "#A3C2AC",
    "#6B4A2B",
)
"""Twelve muted hues for codes, told apart by colour-blind eyes too."""

PLAIN_CODE = "#8A9099"
"""The colour of a code to which nobody has given one."""

READING_FAMILIES: tuple[str, ...] = (
    "Noto Serif",
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Georgia",
    "Liberation Serif",
    "DejaVu Serif",
)
"""Serifs for reading, best first."""

_PLAIN_FAMILIES = ("Inter", "Noto Sans", "Source Sans 3", "Cantarell", "Ubuntu", "Liberation Sans", "DejaVu Sans")
_UNNAMED = frozenset({"", "Sans Serif", "Sans", "sans-serif"})  # what Qt says where no desktop names a font
_STRIPE_CONTRAST = 3.0  # WCAG 1.4.11, graphics
_DARKEST, _LIGHTEST = 0.15, 0.35  # tints take between 15 and 35 % of their colour


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _name(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02X}" for part in (red, green, blue))


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", 0 to 1, after WCAG 2.2."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, after WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def mixed(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of `colour` laid over `ground`."""
    over, under = _channels(colour), _channels(ground)
    return _name(*(share * one + (1 - share) * other for one, other in zip(over, under, strict=True)))


@lru_cache(maxsize=1024)
def lifted(colour: str, ink: Ink) -> str:
    """The colour of a code as it is drawn: on dark paper, dark hues are lightened until they can be seen."""
    if not ink.dark:
        return colour
    share, seen = 0.0, colour
    while contrast(seen, ink.paper) < _STRIPE_CONTRAST:
        share += 0.02
        seen = mixed(ink.ink, colour, round(share, 2))
    return seen


@lru_cache(maxsize=1024)
def tint(colour: str, ink: Ink, *, strong: bool = False) -> str:
    """The soft wash of a code's colour over paper; strong for the coding at hand.

    Pale hues take more of themselves and dark ones less, so that all washes look equally soft.
    """
    seen = lifted(colour, ink)
    weight = luminance(seen) ** 0.5
    share = _LIGHTEST - 0.12 * weight if ink.dark else _DARKEST + (_LIGHTEST - _DARKEST) * weight
    return mixed(seen, ink.paper, round(min(0.6, share * (1.55 if strong else 1.0)), 2))


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`."""
    return max(("#000000", "#FFFFFF"), key=lambda text: contrast(text, colour))


@lru_cache(maxsize=4096)
def qcolor(colour: str) -> QColor:
    """The colour for a painter; the same object each time, so never change it."""
    return QColor(colour)


def first_installed(families: tuple[str, ...]) -> str | None:
    """The first family that this machine has."""
    return next((family for family in families if QFontDatabase.hasFamily(family)), None)


def ui_font() -> QFont:
    """The system's font for windows; a plain sans of 10 points where the system names none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family() in _UNNAMED:
        family = first_installed(_PLAIN_FAMILIES)
        font = QFont(family) if family else QFont(font)
        font.setPointSizeF(10)
    return font


@dataclass(slots=True)
class _Reading:
    """What the user has chosen to read in; "" and 0 stand for the usual."""

    family: str = ""
    points: float = 0


_reading = _Reading()


def read_in(family: str = "", points: float = 0) -> None:
    """Let texts be read in this font from now on; "" and 0 stand for the usual."""
    _reading.family, _reading.points = family, points


def reading_font(family: str | None = None, points: float | None = None) -> QFont:
    """The font for texts, as chosen, or in another family or size.

    "" is our first serif that is installed, 0 an eighth above the window's size; so is a family that is not there.
    """
    family = _reading.family if family is None else family
    points = _reading.points if points is None else points
    chosen = first_installed((family, *READING_FAMILIES)) if family else first_installed(READING_FAMILIES)
    font = QFont(chosen) if chosen else QFont("serif")
    font.setStyleHint(QFont.StyleHint.Serif)
    own = QApplication.font().pointSizeF()
    font.setPointSizeF(points or max(10.5, own * 1.125))
    return font


def ink_for(scheme: Scheme) -> Ink:
    """Light or dark ink; "system" asks the desktop."""
    if scheme == "system":
        return DARK if QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if scheme == "dark" else LIGHT


def palette(ink: Ink) -> QPalette:
    """The palette of the whole window."""
    role = QPalette.ColorRole
    colours = {
        role.Window: ink.panel,
        role.WindowText: ink.ink,
        role.Base: ink.paper,
        role.AlternateBase: ink.panel,
        role.Text: ink.ink,
        role.PlaceholderText: ink.soft,
        role.Button: ink.panel,
        role.ButtonText: ink.ink,
        role.BrightText: ink.paper,
        role.Highlight: ink.selection,
        role.HighlightedText: ink.ink,
        role.Accent: ink.accent,
        role.Link: ink.accent,
        role.LinkVisited: ink.accent,
        role.ToolTipBase: ink.panel,
        role.ToolTipText: ink.ink,
        role.Light: mixed(ink.paper, ink.panel, 0.6),
        role.Midlight: ink.rule,
        role.Mid: ink.rule,
        role.Dark: ink.faint,
        role.Shadow: mixed("#000000", ink.rule, 0.4),
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(ink.faint))
    return made


def style_sheet(ink: Ink) -> str:
    """The few things that a palette can't say."""
    return f"""
QToolTip {{ background: {ink.panel}; color: {ink.ink}; border: 1px solid {ink.rule}; padding: 4px 8px; }}
QLineEdit, QPlainTextEdit#field {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 8px;
    selection-background-color: {ink.selection}; selection-color: {ink.ink};
}}
QLineEdit:focus {{ border-color: {ink.accent}; }}
QMenu {{ background: {ink.paper}; border: 1px solid {ink.rule}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
QMenu::item:disabled {{ color: {ink.faint}; }}
QMenu::separator {{ height: 1px; background: {ink.rule}; margin: 4px 8px; }}
QSplitter::handle {{ background: {ink.rule}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {mixed(ink.faint, ink.paper, 0.45)}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {ink.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def apply(app: QApplication, scheme: Scheme = "system") -> Ink:
    """Dress the application: Fusion, our palette, font and a small style sheet. Returns the ink in use."""
    hints = app.styleHints()
    if scheme == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if scheme == "dark" else Qt.ColorScheme.Light)
    ink = ink_for(scheme)
    # Under a sheet of ours the style is Fusion already; to set it again would polish every widget anew.
    if not app.styleSheet() and app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(ui_font())
    app.setPalette(palette(ink))
    app.setStyleSheet(style_sheet(ink))
    return ink
