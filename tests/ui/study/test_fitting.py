from __future__ import annotations

import pytest

from qda.ui.study.fitting import fitted, named, shared, undated


@pytest.mark.parametrize(
    ("name", "room", "shown"),
    [
        ("Interview with Hilary", 30, "Interview with Hilary"),
        ("Interview with Hilary", 16, "Intervie… Hilary"),
        ("field note 15 June 2010", 22, "field note 15 Jun 2010"),
        ("field note 15 June 2010", 20, "field… 15 Jun 2010"),
        ("field note 15 June 2010", 14, "…15 Jun 2010"),
        ("Board meeting 20 September 2011", 17, "Boar… 20 Sep 2011"),
        ("Board meeting 20 September 2011", 16, "Boa… 20 Sep 2011"),
        ("Board meeting 20 September 2011", 15, "Bo… 20 Sep 2011"),
        ("Board meeting 20 September 2011", 13, "…20 Sep 2011"),
        ("LSCB – Planungsausschuss der Landkreisverwaltung", 21, "LSCB – Planungsaussc…"),
        ("LSCB – Planungsausschuss der Landkreisverwaltung", 23, "LSCB – Planungsausschu…"),
        ("minutes 2011-09-20", 13, "…2011-09-20"),
        ("Case record review Volume 1", 16, "Case… Volume 1"),
        ("bitcoin-interview-back-stark", 16, "bitcoin-i… stark"),
        ("haski-german-pair-interview-3", 16, "has… interview-3"),
        ("Interview 12", 8, "Intervi…"),
        ("Rindfleischetikettierung", 10, "Rindfleis…"),
        ("minutes 20 September 2011", 8, "minutes…"),
    ],
)
def test_what_tells_a_name_apart_stays_in_view(name: str, room: int, shown: str) -> None:
    assert fitted(name, room, len) == shown


def test_what_neighbours_have_too_gives_way_first() -> None:
    names = ["Interview P001 2026-03-01", "Interview P002 2026-03-01", "Interview with Anna", "diary"]
    begins = shared(names)

    shown = [fitted(name, 16, len, begins[name]) for name in names]

    assert shown == ["…P001 2026-03-01", "…P002 2026-03-01", "Inter… with Anna", "diary"]


def test_names_that_begin_alike_share_whole_words_only() -> None:
    assert shared(["field note 1 May", "field notes", "field note 12 May"]) == {
        "field note 1 May": len("field note "),
        "field notes": len("field "),
        "field note 12 May": len("field note "),
    }


def test_a_date_that_stands_elsewhere_gives_way_before_anything_else() -> None:
    name = "North Team field note 15 June 2010"

    assert undated(name) == "North Team field note"
    assert named(name, undated(name), 40, len) == name
    assert named(name, undated(name), 22, len) == "North Team field note…"
    assert named(name, undated(name), 16, len) == "North Team… note"
    assert undated("2010-06-15") == "2010-06-15"
