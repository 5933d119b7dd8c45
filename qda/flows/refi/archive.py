"""The files inside an exchange file, opened only as far as they are harmless; nothing is ever written to the disk."""

from __future__ import annotations

import lzma
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from qda.errors import QdaError
from qda.i18n import N_, _

MAX_MEMBERS = 50_000
MAX_FILE = 2**31  # bytes; the standard's own limit for a file inside
MAX_XML = 400_000_000  # bytes of project.qde or a code book
MAX_TEXT = 200_000_000  # bytes of one text
MAX_RATIO = 200  # unpacked to packed, of a part that is read
HARMLESS = 20_000_000  # bytes that may be unpacked at any ratio
MAX_ALL = 1_500_000_000  # bytes of all that is read
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


class ExchangeRefused(QdaError):
    """An exchange file that can't be read, or must not be."""

    hint = N_("Nothing was imported. Export the project again in the program it comes from, and take the new file.")

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("“{name}” can't be imported: {why}.").format(name=name, why=why))


class Harmful(ExchangeRefused):
    """A file made to harm."""

    hint = N_("Nothing was imported. Do not trust the file, unless you know its origin and that says otherwise.")


def file_size(path: Path) -> int:
    """The size of a regular file. Raises ExchangeRefused."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise ExchangeRefused(path.name, _("there is no such file")) from None
    except (OSError, ValueError) as error:
        raise ExchangeRefused(path.name, _("it can't be opened")) from error
    if not stat.S_ISREG(facts.st_mode):
        raise ExchangeRefused(path.name, _("it is no file"))
    if facts.st_size > MAX_FILE:
        raise ExchangeRefused(path.name, _("it is larger than two gigabytes"))
    if not facts.st_size:
        raise ExchangeRefused(path.name, _("it is empty"))
    return facts.st_size


class Archive:
    """A .qdpx, or a bare .qde or .qdc with what lies in a folder of sources beside it; members by name in any case."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._zip: zipfile.ZipFile | None = None
        self._beside: Path | None = None
        self._path = path
        self._left = MAX_ALL
        size = file_size(path)
        try:
            with path.open("rb") as file:
                packed = file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
        except OSError as error:
            raise ExchangeRefused(path.name, _("it can't be opened")) from error
        if packed:
            self._open(path)
        elif size > MAX_XML:
            raise ExchangeRefused(path.name, _("it is far larger than a project is"))
        else:
            self._beside = next(
                (path.parent / name for name in ("sources", "Sources") if _is_folder(path.parent / name)), None
            )

    def _open(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN:
            raise ExchangeRefused(path.name, _("the archive is damaged")) from None
        try:
            self._members = _checked(self._zip.infolist(), path.name)
        except BaseException:
            self._zip.close()
            raise

    @property
    def packed(self) -> bool:
        """True for a .qdpx, False for a bare file."""
        return self._zip is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._zip is not None:
            self._zip.close()

    def project(self) -> tuple[str, bytes]:
        """The name and the bytes of the project's XML: the only .qde at the root, in any case, or the bare file."""
        if self._zip is None:
            try:
                return self.name, self._path.read_bytes()
            except OSError as error:
                raise ExchangeRefused(self.name, _("it can't be read")) from error
        inner = [name for name in self._members if name.endswith((".qde", ".qdc"))]
        at_root = [name for name in inner if "/" not in name] or inner
        chosen = [name for name in at_root if name == "project.qde"] or at_root
        if len(chosen) != 1:
            why = _("there is no project in it") if not chosen else _("it holds more than one project")
            raise ExchangeRefused(self.name, why)
        return self._members[chosen[0]].filename, self._read(self._members[chosen[0]], MAX_XML)

    def inside(self, address: str | None) -> bytes | None:
        """What an address within the file (“internal://name”) leads to; None if that is nothing, or elsewhere."""
        if not address:
            return None
        scheme, _colon, rest = address.rpartition("://")
        name = rest.replace("\\", "/").strip("/").lower()
        if scheme.lower() not in ("", "internal") or not name or _reaches_outside(name):
            return None
        if self._zip is None:
            return self._lying_beside(name)
        member = self._members.get(f"sources/{name}") or self._members.get(name) or self._anywhere(name)
        return None if member is None else self._read(member, MAX_TEXT)

    def _anywhere(self, name: str) -> zipfile.ZipInfo | None:
        found = [member for known, member in self._members.items() if known.endswith(f"/{name}")]
        return found[0] if len(found) == 1 else None

    def _lying_beside(self, name: str) -> bytes | None:
        if self._beside is None or "/" in name:
            return None
        for path in sorted(self._beside.iterdir()):
            if path.name.lower() == name and path.is_file() and not path.is_symlink():
                if path.stat().st_size > MAX_TEXT:
                    raise ExchangeRefused(self.name, _("a text in it is far larger than texts are"))
                return path.read_bytes()
        return None

    def _read(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        if member.file_size > limit:
            raise ExchangeRefused(
                self.name, _("“{part}” in it is far larger than it may be").format(part=_short(member))
            )
        if member.file_size > max(HARMLESS, member.compress_size * MAX_RATIO):
            raise Harmful(self.name, _("“{part}” would swell beyond measure when unpacked").format(part=_short(member)))
        self._left -= member.file_size
        if self._left < 0:
            raise Harmful(self.name, _("unpacked it would be far larger than a project is"))
        assert self._zip is not None
        try:
            with self._zip.open(member) as part:
                data = part.read(member.file_size + 1)
        except _BROKEN:
            raise ExchangeRefused(self.name, _("“{part}” in it is damaged").format(part=_short(member))) from None
        if len(data) > member.file_size:
            raise Harmful(self.name, _("“{part}” is larger than it says").format(part=_short(member)))
        return data


def _short(member: zipfile.ZipInfo) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in member.filename)[:100]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _checked(members: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    """Members by their names in lower case. Raises ExchangeRefused for what is not as an exchange file is."""
    if len(members) > MAX_MEMBERS:
        raise Harmful(name, _("it holds more than {count} files").format(count=f"{MAX_MEMBERS:,}"))
    files = [member for member in members if not member.filename.endswith("/")]  # a name may be empty
    if any(_reaches_outside(member.filename) for member in members):
        raise Harmful(name, _("it names files outside of itself"))
    if any(member.flag_bits & 1 for member in files):
        raise ExchangeRefused(name, _("it is protected by a password"))
    found = {member.filename.replace("\\", "/").lower(): member for member in files}
    if len(found) < len(files):
        raise Harmful(name, _("it holds two files of the same name"))
    return found


def _reaches_outside(member: str) -> bool:
    path = member.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path) is not None or "\x00" in path
