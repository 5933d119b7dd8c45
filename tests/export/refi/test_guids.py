from __future__ import annotations

import pytest

from qda.export.refi.guids import Guids, derived, normal

ONE = "0a1b2c3d-0000-4000-8000-0123456789ab"


@pytest.mark.parametrize("raw", [ONE, ONE.upper(), f"{{{ONE}}}", f" {{{ONE.upper()}}} "])
def test_a_guid_is_one_however_it_is_written(raw: str) -> None:
    assert normal(raw) == ONE


def test_what_is_no_guid_gets_one_that_stays_the_same() -> None:
    made = normal("code 17")

    assert made == normal("code 17") != normal("code 18")
    assert normal(made) == made


def test_two_objects_never_share_a_guid() -> None:
    guids = Guids()
    case, code = guids.take("case", ONE), guids.take("code", ONE.upper())

    assert case == ONE
    assert code not in (ONE, guids.free("segment", ONE))


def test_derived_guids_tell_their_owners_apart() -> None:
    assert derived("set", "ab", "c") != derived("set", "a", "bc")
