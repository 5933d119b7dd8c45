"""Archives made to harm: bombs, escapes, lies about sizes, and damage of every sort, for any packed format."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping

Parts = Mapping[str, bytes]
Made = Iterator[tuple[str, bytes]]
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def parts_of(archive: bytes) -> dict[str, bytes]:
    """The members of a sound archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    return _written([(zipfile.ZipInfo(name), data) for name, data in parts.items()], method)


def _written(members: list[tuple[zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on names that are there twice
        for info, data in members:
            archive.writestr(info, data, compress_type=method)
    return out.getvalue()


def attacks(sound: bytes, main: str, secret: str) -> Made:
    """Archives that are like a sound one but for one thing; `main` is the part that is read first."""
    parts = parts_of(sound)
    yield from _bombs(parts, main)
    yield from _escapes(parts, main, secret)
    yield from _lies(sound, parts, main)
    yield from _damage(sound, parts, main)


def _bombs(parts: Parts, main: str) -> Made:
    yield "ratio", packed({**parts, main: b" " * 30_000_000})
    yield "ratio beside", packed({**parts, "media/image1.png": bytes(30_000_000)})
    inner = packed({"a": bytes(2_000_000)})
    for _depth in range(5):
        inner = packed({str(number): inner for number in range(10)})
    yield "nested", packed({**parts, main: inner})
    yield "nested beside", packed({**parts, "embedded.zip": inner})
    yield "members", packed({**parts, **{f"x/{number}": b"" for number in range(10_001)}}, zipfile.ZIP_STORED)
    yield "overlapping", _overlapping(parts, main)


def _overlapping(parts: Parts, main: str) -> bytes:
    """Thousands of entries in the directory of the archive, all of which are the same bytes."""
    sound = packed({**parts, "kernel": bytes(1_000_000)})
    end = sound.rindex(b"PK\x05\x06")
    start = sound.rindex(_CENTRAL, 0, end)
    entry = sound[start:end]
    count = 3_000
    more = b"".join(entry.replace(b"kernel", b"%06d" % number) for number in range(count))
    told, size, at = struct.unpack("<HII", sound[end + 10 : end + 20])
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, told + count, told + count, size + len(more), at, 0)
    return sound[:end] + more + tail


def _escapes(parts: Parts, main: str, secret: str) -> Made:
    names = {
        "parent": "../../outside/evil.txt", "parent within": "a/../../../outside/evil.txt", "absolute": "/tmp/evil.txt",
        "drive": "C:\\evil.txt", "backslashes": "..\\..\\outside\\evil.txt", "share": "\\\\server\\share\\evil.txt",
    }  # fmt: skip
    for label, name in names.items():
        yield label, packed({**parts, name: b"evil"})
    link = zipfile.ZipInfo("media/link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    members = [(zipfile.ZipInfo(name), data) for name, data in parts.items()]
    yield "symlink beside", _written([*members, (link, secret.encode())])
    main_link = zipfile.ZipInfo(main)
    main_link.create_system, main_link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    others = [(info, data) for info, data in members if info.filename != main]
    yield "symlink", _written([*others, (main_link, secret.encode())])
    yield "twice", _written([*members, (zipfile.ZipInfo(main), parts[main])])
    yield "twice in another case", _written([*members, (zipfile.ZipInfo(main.upper()), parts[main])])
    yield "folder for file", _written([*others, (zipfile.ZipInfo(main + "/"), b"")])
    yield "nul in name", packed({**parts, "word/evil\x00.xml": b""})
    yield "long name", packed({**parts, "x" * 60_000: b""})
    yield "no name", packed({**parts, "": b"x"})


def _patched(data: bytes, name: str, at_local: int, at_central: int, form: str, value: int) -> bytes:
    """The archive with a number in both headers of a member replaced."""
    changed = bytearray(data)
    raw = name.encode()
    for sign, offset, head in ((_LOCAL, at_local, 30), (_CENTRAL, at_central, 46)):
        place = changed.find(sign)
        while place >= 0 and changed[place + head : place + head + len(raw)] != raw:
            place = changed.find(sign, place + 4)
        if place >= 0:
            struct.pack_into(form, changed, place + offset, value)
    return bytes(changed)


def _lies(sound: bytes, parts: Parts, main: str) -> Made:
    large = packed({**parts, main: parts[main] + b" " * 3_000_000})
    yield "larger than told", _patched(large, main, 22, 24, "<I", 100)
    yield "smaller than told", _patched(sound, main, 22, 24, "<I", 90_000_000)
    yield "wrong sum", _patched(sound, main, 14, 16, "<I", 12345)
    yield "encrypted", _patched(sound, main, 6, 8, "<H", 1)
    for label, method in (("unknown method", 99), ("bzip2", 12), ("lzma", 14), ("stored", 0)):
        yield label, _patched(sound, main, 8, 10, "<H", method)
    yield "far away", _patched(sound, main, 0, 42, "<I", 2**31)
    yield "zip64", _patched(sound, main, 22, 24, "<I", 2**32 - 1)


def _damage(sound: bytes, parts: Parts, main: str) -> Made:
    place = sound.index(_LOCAL) + 60
    yield "garbage inside", sound[:place] + bytes((byte * 7 + 13) % 256 for byte in range(200)) + sound[place + 200 :]
    yield "junk before", _LOCAL + b"junk" * 100 + sound
    yield "two archives", sound + packed({"other.txt": b"x"})
    for percent in (1, 30, 60, 90, 99):
        yield f"cut at {percent}", sound[: max(len(sound) * percent // 100, 5)]
    yield "without its main part", packed({name: data for name, data in parts.items() if name != main})
    yield "main part empty", packed({**parts, main: b""})
    yield "main part binary", packed({**parts, main: bytes(range(256)) * 40})
    yield "no members", packed({})
