"""Icons take the colour they are asked for, at any size."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qda import resources
from qda.sources.service import KINDS
from qda.ui import icons

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "gerund"])
def test_an_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = icons.pixmap(name, "#AA4499", 64).toImage()

    drawn = [image.pixelColor(x, y) for x in range(64) for y in range(64)]
    assert {colour.name().upper() for colour in drawn if colour.alpha() == 255} == {"#AA4499"}


def test_an_icon_is_as_sharp_as_the_screen(qtbot: QtBot) -> None:
    made = icons.pixmap("document", "#000000", 16, 2.0)

    assert (made.width(), made.deviceIndependentSize().width()) == (32, 16)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_has_an_icon(kind: str) -> None:
    assert icons.for_kind(kind) in NAMES


def test_a_kind_of_ones_own_has_the_common_icon() -> None:
    assert icons.for_kind("letter to the editor") == "other"


def test_the_sign_of_the_program_has_its_own_colours(qtbot: QtBot) -> None:
    image = icons.program().pixmap(64, 64).toImage()

    assert "#44aa99" in {image.pixelColor(51, y).name() for y in range(64)}
