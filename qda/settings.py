"""What the user sets once for all projects: a TOML file in the system's place for settings, never in a project."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from qda.errors import QdaError
from qda.i18n import N_, _


class SettingsUnreadable(QdaError):
    """The file was edited by hand and is no TOML any more."""

    hint = N_("The usual settings are used until it is mended or deleted.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("The settings in “{path}” can't be read.").format(path=path))


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their usual values; sizes in points, `keys` by the id of an action."""

    coder: str = ""
    language: str = ""
    scheme: str = "system"
    reading_font: str = ""
    reading_size: int = 0
    line_units: str = "80"
    keep_originals: bool = True
    gerund_hints: bool = True
    language_model: str = ""
    backups: int = 10
    backup_days: int = 30
    remember_recent: bool = True
    lock_minutes: int = 10
    table_profile: str = "apa"
    keys: Mapping[str, str] = field(default_factory=dict)


def default_path() -> Path:
    """Where the settings lie on this system."""
    from platformdirs import user_config_path

    return user_config_path("gerund", appauthor=False) / "settings.toml"


def load(path: Path) -> Settings:
    """The settings in a file; the usual ones where there is none. Unknown or ill-typed entries are left aside.

    Raises SettingsUnreadable.
    """
    if not path.is_file():
        return Settings()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsUnreadable(path) from error
    return replace(Settings(), **_known(found))


_CHOICES = {"scheme": ("system", "light", "dark"), "line_units": ("80", "sentence", "turn", "paragraph")}


def _known(found: Mapping[str, Any]) -> dict[str, Any]:
    usual = asdict(Settings())
    return {
        name: value
        for name, value in found.items()
        if name in usual and type(value) is type(usual[name]) and value in _CHOICES.get(name, (value,))
    }


def save(path: Path, settings: Settings) -> None:
    """Write the settings; what equals the usual value is left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    usual = Settings()
    lines: list[str] = []
    for entry in fields(Settings):
        value = getattr(settings, entry.name)
        if value != getattr(usual, entry.name) and not isinstance(value, Mapping):
            lines.append(f"{entry.name} = {_toml(value)}")
    if settings.keys:
        lines += ["", "[keys]", *(f"{_toml(name)} = {_toml(keys)}" for name, keys in sorted(settings.keys.items()))]
    unfinished = path.with_suffix(".part")
    unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unfinished.replace(path)


def _toml(value: str | int | bool) -> str:
    # TOML's basic strings, integers and booleans are written as JSON writes them, but for the DEL character.
    return json.dumps(value).replace("\x7f", "\\u007f")
