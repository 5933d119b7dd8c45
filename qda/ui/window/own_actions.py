"""What the window itself can do; the screens add what they can do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui import pages, screens

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_DIGITS = 9  # workspaces by Ctrl and a digit; Ctrl+0 is the usual size of letters, the next are on Alt


def add(window: MainWindow) -> None:
    """Make all actions of the window known."""
    _add_project(window)
    _add_edit(window)
    _add_view(window)
    _add_help(window)


def _add_project(window: MainWindow) -> None:
    add, opening, menu = window.acts.add, window.opening, "&Project"
    add("project.new", _("&New study…"), opening.ask_new, keys="Ctrl+N", menu=menu, needs_project=False,
        hint=_("Begin an empty study in a file of its own"))  # fmt: skip
    add("project.new_protected", _("New study with a pass&word…"), window.locking.begin_new, menu=menu,
        needs_project=False, hint=_("Begin a study that is encrypted from the first"))  # fmt: skip
    add("project.open", _("&Open…"), opening.ask_open, keys="Ctrl+O", menu=menu, needs_project=False)
    add("project.sample", _("The &sample study…"), opening.ask_sample, menu=menu, needs_project=False,
        hint=_("Build Bluechester, a small study to try everything on"))  # fmt: skip
    add("project.import", _("&Import files…"), window.bringing.ask_files, keys="Ctrl+Shift+I", menu=menu, writes=True)
    add("project.import_folder", _("Import a &folder…"), window.bringing.ask_folder, menu=menu, writes=True,
        hint=_("Look through a folder, and those in it, for texts to bring in"))  # fmt: skip
    add("project.import_book", _("Import a &code book…"), window.bringing.ask_book, menu=menu, writes=True,
        hint=_("Codes with their definitions, from a .csv, .xlsx or .docx table"))  # fmt: skip
    add("project.check", _("&Check the study"), opening.check, menu=menu,
        hint=_("Are quotes, history and file sound?"))  # fmt: skip
    add("project.backup", _("&Back up now"), opening.back_up, menu=menu, writes=True)
    add("project.backups", _("Backups…"), lambda: pages.show_backups(window), menu=menu, needs_project=False,
        hint=_("Look into a backup, or make a new study of it"))  # fmt: skip
    add("project.protect", _("Protect with a &password…"), lambda: window.locking.show_act("set"), menu=menu,
        writes=True, when=window.locking.is_plain, hint=_("Encrypt the study and its backups"))  # fmt: skip
    add("project.password", _("Change the pass&word…"), lambda: window.locking.show_act("change"), menu=menu,
        writes=True, when=window.locking.is_protected)  # fmt: skip
    add("project.unprotect", _("Re&move the password…"), lambda: window.locking.show_act("remove"), menu=menu,
        writes=True, when=window.locking.is_protected)  # fmt: skip
    add("project.lock", _("Loc&k the study"), window.locking.lock, keys="Ctrl+F11", menu=menu,
        when=window.locking.is_protected, hint=_("Close it until its password is typed again"))  # fmt: skip
    add("project.forget_password", _("Forget the password on this computer"), window.locking.remembering.forget_open,
        menu=menu, when=window.locking.remembering.is_remembered,
        hint=_("Have the key store of the system forget it; it is asked for again"))  # fmt: skip
    add("project.settings", _("Se&ttings"), lambda: window.show_page("settings"), keys="Ctrl+,", menu=menu,
        needs_project=False)  # fmt: skip
    add("project.close", _("C&lose the study"), opening.close, keys="Ctrl+W", menu=menu)
    add("project.quit", _("&Quit"), window.close, keys="Ctrl+Q", menu=menu, needs_project=False)


def _add_edit(window: MainWindow) -> None:
    add, menu = window.acts.add, "&Edit"
    add("edit.undo", _("Undo"), window.undoing.undo, keys="Ctrl+Z", menu=menu, writes=True)
    add("edit.redo", _("Redo"), window.undoing.redo, keys=["Ctrl+Shift+Z", "Ctrl+Y"], menu=menu, writes=True)
    add("edit.history", _("&History"), lambda: window.show_page("history"), keys="Ctrl+H", menu=menu,
        hint=_("Every step, each of which can be taken back"))  # fmt: skip
    add("search.project", _("&Search all texts"), window.ask, keys="Ctrl+Shift+F", menu=menu)


def _add_view(window: MainWindow) -> None:
    add, menu, panels = window.acts.add, "&View", window.panels
    add("view.palette", _("&Find anything"), window.palette_list.start, keys="Ctrl+K", menu=menu,
        needs_project=False)  # fmt: skip
    for number, (key, (word, tip)) in enumerate(screens.WORKSPACES.items(), start=1):
        add(
            f"workspace.{key}",
            _(word),
            partial(window.show_workspace, key),
            keys=f"Ctrl+{number}" if number <= _DIGITS else f"Alt+{number - _DIGITS}",
            menu=menu,
            hint=_(tip),
        )
    add("view.left", _("Fold the &study away, or out"), lambda: panels.toggle("left"), keys="F3", menu=menu)
    add("view.right", _("Fold &codes and memo away, or out"), lambda: panels.toggle("right"), keys="F4", menu=menu)
    add("view.full", _("F&ull screen"), lambda: _toggle_full(window), keys="F11", menu=menu, needs_project=False)
    for name, text, keys, steps in (
        ("view.zoom_in", _("&Larger"), ["Ctrl++", "Ctrl+="], 1),
        ("view.zoom_out", _("S&maller"), ["Ctrl+-"], -1),
        ("view.zoom_reset", _("Us&ual size"), ["Ctrl+0"], 0),
    ):
        add(name, text, partial(window.zoom, steps), keys=keys, menu=menu)
    add("view.scheme", _("Light or &dark"), window.switch_scheme, menu=menu, needs_project=False)
    add("focus.message", _("Go to the message"), window.messages.go, keys="F12", menu=menu, needs_project=False)
    add("focus.study", _("Go to the study tree"), lambda: window.focus_on("study"), keys="Shift+F7", menu=menu)
    add("focus.text", _("Go to the text"), lambda: window.focus_on("text"), keys="F7", menu=menu)
    add("focus.codes", _("Go to the codes"), lambda: window.focus_on("codes"), keys="F8", menu=menu)
    add("focus.memo", _("Go to the memo"), lambda: window.focus_on("memo"), keys="F9", menu=menu)


def _toggle_full(window: MainWindow) -> None:
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def _add_help(window: MainWindow) -> None:
    add, menu = window.acts.add, "&Help"
    add("help.manual", _("&Manual"), lambda: window.show_page("manual"), keys="Shift+F1", menu=menu,
        needs_project=False)  # fmt: skip
    add("help.keys", _("&Keys"), lambda: window.show_page("keys"), keys="F1", menu=menu, needs_project=False)
