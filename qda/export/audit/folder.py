"""The audit trail in Halpern's six classes, as a folder or one .zip that an auditor opens without the program.

    with gate.leaving(project, "audit trail", title) as cleared:
        audit_folder.write(path, cleared, progress=progress)

The register of files that left gets one entry, for `index.html` (or the .zip): the index tells the hash of `files.csv`,
and that the hashes of all other files.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qda.errors import QdaError
from qda.export.audit import index as audit_index
from qda.export.audit.index import Held, Trail
from qda.export.audit.parts import Maker
from qda.export.audit.plan import ALL, HalpernClass, chosen
from qda.export.leaving import folders, gate
from qda.export.leaving.files import replacing
from qda.export.profiles import APA, Profile
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project.project import Project

_QUOTING = {1, 2, 3, 4}
INDEX, README, MANIFEST = "index.html", "README.txt", "files.csv"


class NoSuchClass(QdaError):
    """Halpern's classes are numbered from 1 to 6."""

    hint = N_(
        "1 raw data, 2 data reduction, 3 reconstruction, 4 process notes, 5 intentions, 6 instruments: --classes 1,2"
    )

    def __init__(self, said: str) -> None:
        super().__init__(_("There is no class “{name}” in an audit trail.").format(name=said))


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an audit trail: the file to open first, how many files each class has, what was empty."""

    first: Path
    files: int
    size: int
    """Bytes of all files."""
    classes: tuple[tuple[int, int], ...]
    empty: tuple[str, ...]
    """Titles of parts of which there is nothing yet."""
    withheld: tuple[str, ...]
    withdrawn: int


def numbers(words: str) -> tuple[int, ...]:
    """“1,3” as classes. Raises NoSuchClass."""
    said = [each.strip() for each in words.split(",") if each.strip()]
    for each in said or [words]:
        if not each.isdecimal() or int(each) not in ALL:
            raise NoSuchClass(each)
    return tuple(sorted({int(each) for each in said}))


def write(
    path: Path,
    project: Project,
    classes: Sequence[int] = ALL,
    *,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> Written:
    """Write an audit trail into a folder that is not there yet, or into a .zip.

    Raises NoSuchClass, QuotedWithoutConsent, FolderTaken, CannotWrite, Cancelled; then nothing is left behind.
    """
    gate.require()
    wanted = numbers(",".join(map(str, classes)))
    if path.suffix.lower() == ".zip":
        return _zipped(path, project, wanted, profile, progress or Silent())
    with folders.folder(path) as draft:
        trail = _fill(draft, project, wanted, profile, progress or Silent())
    gate.passed(path.absolute() / INDEX)
    return _written(trail, path / INDEX)


def _zipped(path: Path, project: Project, wanted: tuple[int, ...], profile: Profile, progress: Progress) -> Written:
    name = folders.safe(path.stem)
    with replacing(path) as draft, TemporaryDirectory(dir=path.absolute().parent, prefix=".gerund-") as beside:
        folder = Path(beside)
        with gate.collecting():
            trail = _fill(folder, project, wanted, profile, progress)
        files = sorted(each for each in folder.rglob("*") if each.is_file())
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for done, each in enumerate(files):
                progress.step(done, len(files), _("Packing"))
                archive.write(each, f"{name}/{each.relative_to(folder).as_posix()}")
    return _written(trail, path)


def _fill(folder: Path, project: Project, wanted: tuple[int, ...], profile: Profile, progress: Progress) -> Trail:
    maker = Maker(project, profile, progress)
    # Design, diary and instruments hold what somebody wrote: of them each part is asked by itself.
    maker.veil.settle(progress, source_ids=None if set(wanted) & _QUOTING else ())
    held: list[Held] = []
    steps = [(each, part) for each in chosen(wanted) for part in each.parts]
    for done, (group, part) in enumerate(steps):
        progress.step(done, len(steps), profile.translated(part.title))
        at = group.parts.index(part) + 1
        (folder / group.folder).mkdir(exist_ok=True)
        stem = f"{group.number}-{at:02d}-{folders.safe(part.title)}"
        found = maker.write(part, folder / group.folder, stem)
        held.append(Held(group, part, tuple(f"{group.folder}/{name}" for name in found)))
    trail = audit_index.trail(maker, tuple(chosen(wanted)), tuple(held))
    # Whatever opens a .txt, on whatever system, shows it.
    folders.put(folder / README, audit_index.readme(trail), encoding="utf-8-sig", newline="\r\n")
    digest, sizes = _manifest(folder)
    folders.put(folder / INDEX, audit_index.index(trail, MANIFEST, digest))
    trail.size = sizes + (folder / INDEX).stat().st_size
    trail.files = sum(1 for each in folder.rglob("*") if each.is_file())
    return trail


def _manifest(folder: Path) -> tuple[str, int]:
    """Write the list of all files there are with their sizes and hashes; gives its own hash, and the bytes of all."""
    lines, total = io.StringIO(newline=""), 0
    sheet = csv.writer(lines)
    sheet.writerow(("file", "bytes", "sha256"))
    for each in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = each.read_bytes()
        total += len(data)
        sheet.writerow((each.relative_to(folder).as_posix(), len(data), hashlib.sha256(data).hexdigest()))
    folders.put(folder / MANIFEST, lines.getvalue(), newline="")
    made = (folder / MANIFEST).read_bytes()
    return hashlib.sha256(made).hexdigest(), total + len(made)


def _written(trail: Trail, first: Path) -> Written:
    counts = tuple((group.number, _count(trail, group)) for group in trail.classes)
    empty = tuple(held.part.title for held in trail.held if not held.files)
    return Written(first, trail.files, trail.size, counts, empty, trail.withheld, trail.withdrawn)


def _count(trail: Trail, group: HalpernClass) -> int:
    return sum(len(held.files) for held in trail.held if held.group is group)
