"""What fuzzing and the corpus have found, each kept as the smallest file that showed it."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import pytest

from qda.errors import QdaError
from qda.export.leaving import contents
from qda.export.word import template as word_template
from qda.flows.importing import attribute_file
from qda.flows.importing.attribute_file import SheetUnreadable
from qda.flows.importing.bring_in import read_here
from qda.flows.literature import importing
from qda.flows.others import codebook_tables
from qda.flows.others.codebook_tables import BookUnreadable
from qda.flows.refi.archive import ExchangeRefused
from qda.sources.readers import problems, read_bytes
from qda.sources.readers.reading import Draft
from qda.text import Mark
from tests.flows.refi.making import qdpx
from tests.fuzz import targets
from tests.hostile import archives, databases
from tests.sources.readers.making import odt


def _unpacked_wrongly(archive: bytes, member: str) -> bytes:
    """The bytes of a packed member replaced by some that can't be unpacked."""
    place = archive.index(member.encode()) + len(member)
    return archive[:place] + b"\xff" * 8 + archive[place + 8 :]


def test_a_kind_that_cannot_be_unpacked_is_damage() -> None:
    parts = archives.parts_of(odt("<text:p>a</text:p>"))

    with pytest.raises(problems.DamagedFile):
        read_bytes(_unpacked_wrongly(archives.packed(parts), "mimetype"), "a.odt")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_sheet_that_cannot_be_unpacked_is_no_table(tmp_path: Path, part: str) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(_unpacked_wrongly(targets._workbook(), part))

    with pytest.raises(SheetUnreadable):
        attribute_file.read(path)


def test_a_table_of_attributes_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    parts = archives.parts_of(targets._workbook())
    path = tmp_path / "people.xlsx"
    path.write_bytes(archives.packed({**parts, "xl/worksheets/sheet1.xml": b" " * 30_000_000}))

    with pytest.raises(SheetUnreadable):
        attribute_file.read(path)


def test_names_in_a_database_that_are_no_text_are_a_refusal(tmp_path: Path) -> None:
    sound = next(targets._database("rqda"))
    made = databases._schema("UPDATE sqlite_master SET sql = 'CREATE ' || CAST(x'8f' AS TEXT) WHERE name = 'source'")
    path = tmp_path / "study.rqda"
    path.write_bytes(databases.changed(sound, tmp_path / "scratch.db", made))

    with pytest.raises(ExchangeRefused):
        read_here(path)


def test_a_file_without_a_name_in_an_archive_is_no_fault_of_ours(tmp_path: Path) -> None:
    path = qdpx(tmp_path / "study.qdpx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo("x"), b"")
    data = path.read_bytes()
    place = data.rindex(b"PK\x01\x02")
    renamed = bytearray(data[: place + 46] + data[place + 47 :])
    struct.pack_into("<H", renamed, place + 28, 0)
    end = renamed.rindex(b"PK\x05\x06")
    struct.pack_into("<I", renamed, end + 12, struct.unpack_from("<I", renamed, end + 12)[0] - 1)
    path.write_bytes(bytes(renamed))

    study, _report = read_here(path)

    assert [source.name for source in study.sources] == ["Interview"]


def test_strings_of_strings_do_not_double_for_ever(tmp_path: Path) -> None:
    doubling = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 200))
    path = tmp_path / "laughs.bib"
    path.write_text('@string{s0 = "haha"}\n' + doubling + "@book{a, title = s199}\n@book{b, title = {Sound}}")

    reading = importing.read(path)

    assert reading.records[-1].reference.title == "Sound"
    assert max(len(record.reference.title) for record in reading.records) < 3_000_000


def test_codes_that_lie_thousands_deep_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("code,definition\n" + " > ".join(f"a{n}" for n in range(3_000)) + ",x")

    with pytest.raises(BookUnreadable, match="more than 50 deep"):
        codebook_tables.read(path)


def test_a_table_of_thousands_of_cells_takes_as_long_as_it_is_long() -> None:
    begun = time.process_time()

    (reading,) = read_bytes(b"{\\rtf1 " + b"\\trowd\\cellx1 a\\cell\\row" * 5_000 + b"}", "rows.rtf")

    assert reading.text.count("\n") == 4_999
    assert time.process_time() - begun < 5


def test_fifty_thousand_columns_get_names_of_their_own_in_no_time() -> None:
    begun = time.process_time()

    (reading,) = read_bytes(b"text," + b"a," * 50_000 + b"\n" + b"words," * 50_000, "wide.csv")

    assert len(reading.fields) == 49_999
    assert time.process_time() - begun < 10


def test_a_draft_is_cut_where_a_long_mark_reaches_over_a_short_one() -> None:
    draft = Draft()
    draft.add("one ")
    draft.mark(0, "bold")
    draft.mark(0, "italic")
    draft.add("two three")
    draft.mark(4, "bold")

    taken = draft.cut(8)

    assert (draft.text(), taken.text()) == ("one two ", "three")
    assert draft.marks == [Mark(0, 8, "bold"), Mark(0, 4, "italic")]
    assert taken.marks == [Mark(0, 5, "bold")]


@pytest.mark.parametrize(
    "name", ["a.txt", "a.docx", "a.pdf", "a.csv", "a.ris", "a.bib", "a.qdpx", "a.qde", "a.sqlite3", "a.rqda"]
)
def test_two_gigabytes_are_refused_before_they_are_read(tmp_path: Path, name: str) -> None:
    from qda.sources.readers import read

    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(2**31 + 1)  # sparse: it takes no room
    reader = {".ris": importing.read, ".bib": importing.read}.get(path.suffix, read_here)
    begun = time.process_time()

    with pytest.raises(QdaError):
        (read if path.suffix in (".txt", ".docx", ".pdf", ".csv") else reader)(path)

    assert time.process_time() - begun < 1


def test_two_gigabytes_are_no_table_either(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    with path.open("wb") as file:
        file.truncate(2**31 + 1)

    with pytest.raises(SheetUnreadable):
        attribute_file.read(path)
    with pytest.raises(BookUnreadable):
        codebook_tables.read(path)


def test_an_archive_with_a_name_that_is_no_utf_8_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(_named_wrongly())

    with pytest.raises(word_template.BadTemplate):
        word_template.read(path)


def test_words_in_an_archive_with_a_name_that_is_no_utf_8_are_still_looked_for() -> None:
    assert list(contents.of_bytes(_named_wrongly(), "house.docx"))


def _named_wrongly() -> bytes:
    archive = targets._as_template(b"<w:styles/>").replace(b"word/styles.xml", b"word/sty\x8bes.xml")
    head = archive.index(b"PK\x01\x02")  # of the first entry of the directory, whose flags say that names are UTF-8
    flagged = bytearray(archive)
    flagged[head + 9] |= 0x08
    return bytes(flagged)


def test_ten_thousand_tiny_files_are_listed_in_no_time(tmp_path: Path) -> None:
    from qda.flows.importing.files import files_in

    for number in range(10_000):
        (tmp_path / f"{number}.txt").touch()
    begun = time.process_time()

    found = files_in([tmp_path])

    assert len(found) == 10_000
    assert time.process_time() - begun < 5
