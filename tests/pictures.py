"""The pictures of manual and README, taken of the window with the sample: `python -m tests.pictures [NAME …]`.

Run it after a change that can be seen, look at what it made, and commit it with the change.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from qda.text import Span

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from qda.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "help" / "pictures"
SIZE = 1080, 660
"""Of the window, in pixels; the manual shows pictures narrower, so that they are sharp on a fine screen as well."""

_MOST = 60_000  # bytes
_PLAIN, _CODES, _VIVID = 12, 16, 48  # colours of paper and ink, and of codes: those have so much more of one part
_LARGE = 1440, 900
_NOTE = "14 October"


@dataclass
class Studio:
    """The window, and patience."""

    window: MainWindow
    folder: Path

    def wait(self, seconds: float = 0.5) -> None:
        """Let the window do what it has to do, until no work is running any more."""
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + seconds
        while time.monotonic() < end or self.window.jobs.busy:
            QApplication.processEvents()
            time.sleep(0.005)
        for _again in range(10):  # what has just been counted is laid out, and painted
            QApplication.processEvents()
            time.sleep(0.01)

    def show(self, key: str) -> Any:
        """A workspace, once it has settled."""
        self.window.show_workspace(key)
        self.wait()
        return self.window.stage.page(key)

    def do(self, name: str) -> None:
        """An action of the menus."""
        self.window.acts.get(name).trigger()
        self.wait()

    def open_note(self) -> int:
        """The field note that is coded most; gives its id."""
        from qda.sources import queries

        rows = queries.rows(self.window.session.project)
        found = next(row.id for row in rows if _NOTE in row.name)
        self.window.session.show_source(found)
        self.wait()
        return found

    def choose(self, *names: str) -> list[int]:
        """Codes by their names, the last of them selected."""
        from qda.coding import codes
        from qda.ui.session import Selection

        found = [codes.named(self.window.session.project, name) for name in names]
        self.window.session.select(Selection("code", found[-1]))
        self.wait(0.2)
        return found


def window(studio: Studio) -> QWidget:
    """A text with its codes, and a memo."""
    from qda.coding import queries

    studio.show("code")
    source = studio.open_note()
    coded = queries.of_source(studio.window.session.project, source)
    studio.window.stage.page("code").view.activate(next(row.id for row in coded if row.memo))  # type: ignore[attr-defined]
    studio.wait()
    return studio.window


def import_(studio: Studio) -> QWidget:
    """Two files before they are brought in."""
    for name, words in (
        ("Interview with Rosa 3 May 2012.txt", "INT: How did it begin?\n\nRosa: She came in and sat down.\n\n"),
        (
            "Field note 9 May 2012.txt",
            "Ten past nine. Two of the workers stand at the window.\n\nThe phone goes.\n",
        ),
    ):
        (studio.folder / name).write_text(words * 3, encoding="utf-8")
    studio.window.bringing.offer([studio.folder])
    studio.wait(1.5)
    return studio.window.stage.page("import")


def code(studio: Studio) -> QWidget:
    """The quick-code field on selected words."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    page = studio.show("code")
    studio.open_note()
    words = "A long silence"
    start = page.view.coded_text().text.index(words)
    page.view.select(Span(start, start + len(words)))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    QTest.keyClicks(studio.window.focusWidget(), "ask")
    studio.wait()
    return studio.window  # the field floats over the page


def lines(studio: Studio) -> QWidget:
    """Line by line, with a hint."""
    from PySide6.QtTest import QTest

    page = studio.show("code")
    studio.open_note()
    studio.do("view.lines")
    QTest.keyClicks(studio.window.focusWidget(), "relief")
    studio.wait(3)  # the hint thinks a little, the first time
    return cast("QWidget", page)


def memos(studio: Studio) -> QWidget:
    """The list, searched."""
    page = studio.show("memos")
    page.search.setText("voice")
    studio.wait()
    return cast("QWidget", page)


def sorting(studio: Studio) -> QWidget:
    """Cards, a heading and the outline."""
    page = studio.show("memos")
    page.search.clear()
    studio.do("memo.sorting")
    table = page.sorting
    heading = table.sorting.begin("First order") and table.sorting.add_heading("How success is kept", (24, 24))
    ids = [row.id for row in table.model.rows[:7]]
    made = table.sorting.lay(ids, (24, 96))
    table.sorting.gather([heading, *made])
    table.table.choose(made[:1])
    table.table.show_all()
    studio.wait()
    return cast("QWidget", page)


def map_(studio: Studio) -> QWidget:
    """The first map of the sample."""
    page = studio.show("map")
    studio.wait(1)
    return cast("QWidget", page)


def reports(studio: Studio) -> QWidget:
    """The table of frequencies."""
    page = studio.show("reports")
    studio.wait(1)
    return cast("QWidget", page)


def focus(studio: Studio) -> QWidget:
    """The board."""
    return cast("QWidget", studio.show("focus"))


def compare(studio: Studio) -> QWidget:
    """Two codes side by side."""
    studio.choose("catching up", "updating")
    return cast("QWidget", studio.show("compare"))


def categories(studio: Studio) -> QWidget:
    """Properties and dimensions."""
    studio.choose("managing the boundaries")
    return cast("QWidget", studio.show("categories"))


def lineage(studio: Studio) -> QWidget:
    """From initial codes to categories."""
    page = studio.show("focus")
    page.show_lineage()
    studio.wait(1)
    return cast("QWidget", page)


def biography(studio: Studio) -> QWidget:
    """What happened to a code."""
    studio.choose("managing the boundaries")
    page = studio.show("biography")
    studio.wait(1)
    return cast("QWidget", page)


def saturation(studio: Studio) -> QWidget:
    """The curve, what fills a category, and the log."""
    studio.choose("managing the boundaries")
    page = studio.show("categories")
    studio.do("category.saturation")
    studio.wait(1)
    return cast("QWidget", page)


def cases(studio: Studio) -> QWidget:
    """The page of one case."""
    page = studio.show("cases")
    studio.wait(1)
    return cast("QWidget", page)


def matrix(studio: Studio) -> QWidget:
    """A table of perspectives."""
    studio.show("cases")
    studio.do("cases.perspectives")
    studio.wait(1)
    return studio.window.stage.page("cases")


def claims(studio: Studio) -> QWidget:
    """A claim with its chain of evidence."""
    from qda.synthesis import claims as claims_
    from qda.ui.working import jumps

    page = studio.show("claims")
    rows = claims_.rows(studio.window.session.project)
    jumps.jump(studio.window.session, "claim", next(row.id for row in rows if row.status == "qualified"))
    studio.wait(1)
    return cast("QWidget", page)


def queries(studio: Studio) -> QWidget:
    """Segments that answer, with their neighbours."""
    from qda.ui.analysis.queries.choices import examples

    page = studio.show("queries")
    page.ask_query(examples(studio.window.session.project)[0][1])
    studio.wait(1)
    return cast("QWidget", page)


def figures(studio: Studio) -> QWidget:
    """The first of the figures."""
    page = studio.show("queries")
    page.show_mode("figures")
    studio.wait(2)
    return cast("QWidget", page)


README = "readme"
"""The window once more, larger."""

PICTURES: dict[str, Callable[[Studio], QWidget]] = {
    README: window,
    "window": window,
    "import": import_,
    "code": code,
    "lines": lines,
    "focus": focus,
    "lineage": lineage,
    "biography": biography,
    "compare": compare,
    "categories": categories,
    "saturation": saturation,
    "memos": memos,
    "sorting": sorting,
    "map": map_,
    "cases": cases,
    "matrix": matrix,
    "claims": claims,
    "queries": queries,
    "figures": figures,
    "reports": reports,
}


def small(widget: QWidget, most: int = _MOST) -> bytes:
    """What a widget shows as a PNG of few colours, so that it has at most so many bytes."""
    from PIL import Image
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    image = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
    # The colours seen most stay exactly as they are, and those of codes; only the edges of letters give way.
    counted = sorted(cast("list[tuple[int, tuple[int, ...]]]", image.getcolors(1 << 24)), reverse=True)
    frequent = [shade for _count, shade in counted]
    vivid = [shade for shade in frequent if max(shade) - min(shade) > _VIVID]
    shades = list(dict.fromkeys((*frequent[:_PLAIN], *vivid[:_CODES], *frequent)))
    for colours in (256, 128, 64, 32, 16):
        made = BytesIO()
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for shade in shades[:colours] for part in shade])
        few = image.quantize(palette=palette, dither=Image.Dither.NONE)
        few.save(made, "PNG", optimize=True)
        if made.tell() < most:
            break
    return made.getvalue()


def take(names: list[str]) -> None:
    """Build the sample, show each thing in turn, and write its picture."""
    from PySide6.QtWidgets import QApplication

    from qda.flows.bluechester import sample
    from qda.settings import Settings
    from qda.ui.main_window import MainWindow

    application = QApplication([])
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "Bluechester.gerund"
        sample.build(study, coder="AQ")
        (Path(folder) / "interviews").mkdir()
        for name in names:
            # A window for each: a picture does not depend on those before it.
            shown = MainWindow(Settings(scheme="light", coder="AQ"), Path(folder) / name / "settings.toml")
            shown.resize(*(_LARGE if name == README else SIZE))
            shown.show()
            shown.activateWindow()
            studio = Studio(shown, Path(folder) / "interviews")
            shown.open(study)
            if name not in (README, "window"):  # what is told of, and nothing else
                shown.panels.fold("left", True)
                shown.panels.fold("right", True)
            studio.wait(1)
            path = ROOT / "docs" / "window.png" if name == README else FOLDER / f"{name}.png"
            picture = small(PICTURES[name](studio), 250_000 if name == README else _MOST)
            path.write_bytes(picture)
            print(path.relative_to(ROOT), f"{len(picture):,} bytes")
            shown.close()
            application.processEvents()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    take(sys.argv[1:] or list(PICTURES))
