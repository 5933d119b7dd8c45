"""The report of an import tells each thing once, with every place it happened at."""

from __future__ import annotations

from qda.flows.refi.report import Report


def told() -> Report:
    report = Report("other.qdpx", "NVivo 15")
    for number in range(25):
        report.lost("A selection without length can't be a segment.", f"Talk {number}")
    report.mended("Something without a guid got one.")
    report.mended("Something without a guid got one.")
    report.carried("A set of notes became a tag of memos.", "Ideas")
    report.count("codes", 1, 2)
    report.count("sources", 0, 1)
    return report


def test_what_was_lost_stands_first_and_each_sentence_once() -> None:
    kinds = [(entry.kind, len(entry.places)) for entry in told().entries]

    assert kinds == [("lost", 25), ("carried", 1), ("mended", 2)]


def test_what_is_printed_is_short_and_what_is_saved_is_whole() -> None:
    report = told()

    printed, saved = "\n".join(report.lines()), report.text()

    assert "Talk 19; and 5 more" in printed
    assert "Talk 24" not in printed
    assert "Talk 24" in saved
    assert saved.startswith("Import of “other.qdpx”\nWritten by NVivo 15\n")
    assert "- A set of notes became a tag of memos: Ideas" in saved
    assert "- Something without a guid got one. (2)" in saved


def test_the_sentence_counts_what_is_new_and_what_was_there() -> None:
    assert told().sentence() == "Imported 1 code. There already: 2 codes, 1 source."
    assert Report("empty.qdpx").sentence() == "Nothing new came in."


def test_other_programs_get_everything() -> None:
    found = told().as_json()

    assert (found["new"], found["known"]) == ({"codes": 1}, {"codes": 2, "sources": 1})
    assert len(found["lost"][0]["places"]) == 25
    assert found["mended"] == [{"text": "Something without a guid got one.", "places": []}]
