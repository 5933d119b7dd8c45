from __future__ import annotations

from pathlib import Path

import pytest

from qda import settings
from qda.settings import Settings, SettingsUnreadable


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "settings.toml"
    mine = Settings(coder="Ana “AQ”", scheme="dark", keep_originals=False, backups=3, keys={"memo.new": "Ctrl+J"})

    settings.save(path, mine)

    assert settings.load(path) == mine


def test_usual_values_are_not_written(tmp_path: Path) -> None:
    settings.save(tmp_path / "settings.toml", Settings(coder="AQ"))

    assert (tmp_path / "settings.toml").read_text(encoding="utf-8").split() == ["coder", "=", '"AQ"']


def test_without_a_file_the_usual_values_hold(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.toml") == Settings()


def test_what_nobody_knows_or_nobody_could_mean_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('coder = 7\nscheme = "purple"\nline_units = "verse"\nunheard_of = true\nbackups = 4\n', "utf-8")

    assert settings.load(path) == Settings(backups=4)


def test_a_file_that_is_no_toml_any_more_is_said_to_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("coder = ", "utf-8")

    with pytest.raises(SettingsUnreadable):
        settings.load(path)
