from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from qda.export.leaving.files import CannotWrite, replacing


def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "table.docx"
    target.write_text("old")

    with replacing(target) as draft:
        draft.write_text("new")

    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_the_old_file_stays_whole_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "table.docx"
    target.write_text("old")

    with pytest.raises(ZeroDivisionError), replacing(target) as draft:
        draft.write_text("half")
        raise ZeroDivisionError

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "table.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)

    with replacing(link) as draft:
        draft.write_text("new")

    assert link.is_symlink()
    assert target.read_text() == "new"


def test_permissions_are_those_of_the_file_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_text("old")
    target.chmod(0o640)

    with replacing(target) as draft:
        draft.write_text("new")

    assert target.stat().st_mode & 0o777 == 0o640


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"), replacing(tmp_path / "gone" / "table.csv"):
        pass


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is a folder"), replacing(tmp_path):
        pass


def test_a_write_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "table.docx"
    target.write_text("old")
    # The tests may run as root, whom nothing stops.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != target)

    with pytest.raises(CannotWrite, match=r"“table\.docx” is write-protected"), replacing(target) as draft:
        draft.write_text("new")

    assert target.read_text() == "old"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(errno.EACCES, "denied"), "“table.docx” is open in another program"),
        (OSError(errno.ENOSPC, "full"), "There is no room left for “table.docx”"),
        (OSError(errno.EROFS, "read-only"), "Files cannot be written in the folder"),
        (OSError(errno.EIO, "Input/output error"), "could not be written: Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    def refuse(_draft: Path, _target: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(CannotWrite, match=sentence) as caught, replacing(tmp_path / "table.docx") as draft:
        draft.write_text("new")

    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    with pytest.raises(CannotWrite, match="cannot be written in the folder"), replacing(tmp_path / "t.csv"):
        raise PermissionError(errno.EACCES, "denied")
