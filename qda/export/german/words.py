"""The words of reports in German, by their English: all rooms' words in one dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qda.export.german import (
    biographies,
    coding_acts,
    heads,
    maps,
    notes,
    sentences,
    study_acts,
    tables,
    titles,
    values,
)
from qda.export.german.audit import AUDIT_TEXTS
from qda.export.german.claims import TEXTS as CLAIM_TEXTS
from qda.export.german.design import DESIGN_TEXTS
from qda.export.german.figures import FIGURE_TEXTS
from qda.export.german.literature import TEXTS as LITERATURE_TEXTS
from qda.export.german.matrices import MATRIX_TEXTS
from qda.export.german.member_checking import TEXTS as _MEMBER_CHECKING
from qda.export.german.queries import TEXTS as QUERY_TEXTS
from qda.export.german.quin import QUIN_TEXTS
from qda.export.german.reports import TEXTS as REPORT_TEXTS

GERMAN_TEXTS: Mapping[str, str] = MappingProxyType(
    dict(biographies.TEXTS)
    | dict(coding_acts.TEXTS)
    | dict(study_acts.TEXTS)
    | dict(AUDIT_TEXTS)
    | dict(CLAIM_TEXTS)
    | dict(FIGURE_TEXTS)
    | dict(DESIGN_TEXTS)
    | dict(LITERATURE_TEXTS)
    | dict(MATRIX_TEXTS)
    | dict(QUERY_TEXTS)
    | dict(QUIN_TEXTS)
    | dict(_MEMBER_CHECKING)
    | dict(REPORT_TEXTS)
    | dict(maps.TEXTS)
    | dict(tables.TEXTS)
    | dict(heads.TEXTS)
    | dict(titles.TEXTS)
    | dict(sentences.TEXTS)
    | dict(notes.TEXTS)
    | dict(values.TEXTS)
)
"""Every text of a report, English to German."""
