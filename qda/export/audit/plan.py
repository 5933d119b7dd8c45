"""What an audit trail is made of: the six classes of Halpern (1983), and the parts of each with what they tell.

Only words and names: how a part is made is `qda.export.audit.parts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qda.i18n import N_


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a class; `formats` are the endings it is written with, as far as it has what they hold."""

    key: str
    title: str
    sentence: str
    formats: tuple[str, ...] = (".html", ".csv")


@dataclass(frozen=True, slots=True)
class HalpernClass:
    """One of the six classes: its number, the name of its folder, what it is, and what an auditor asks of it."""

    number: int
    folder: str
    title: str
    sentence: str
    parts: tuple[Part, ...]


_WORD = (".docx", ".html", ".csv")
_SHEET = (".xlsx", ".csv")

CLASSES: tuple[HalpernClass, ...] = (
    HalpernClass(
        1,
        "1-raw-data",
        N_("Raw data"),
        N_("What everything rests on. Ask: are the sources there, whole, and what was done to them?"),
        (
            Part(
                "import", N_("Import record"), N_("Each source with the file it came from, hashes, and its text here.")
            ),
            Part("sources", N_("Sources"), N_("Kind, home, date, length, and how much of each is coded.")),
            Part("processing", N_("Processing record"), N_("Who transcribed, checked and anonymised what, and when.")),
            Part(
                "texts", N_("Texts"), N_("The texts that were coded, with the line numbers that are cited."), (".txt",)
            ),
            Part("participants", N_("Participants"), N_("Pseudonyms, roles, cases, and how much of each is coded.")),
            Part("attributes", N_("Attributes"), N_("What is recorded of units, cases, participants and sources.")),
        ),
    ),
    HalpernClass(
        2,
        "2-data-reduction",
        N_("Data reduction and analysis products"),
        N_("What was made of the data. Ask: do the codes say what the words say, and how did they come about?"),
        (
            Part("codebook", N_("Code book"), N_("What each code means, with an example."), _WORD),
            Part("snapshots", N_("Code book as it was"), N_("The code book at the end of several days of the work.")),
            Part("segments", N_("Segments with their codes"), N_("Every coding with its words and place."), _SHEET),
            Part(
                "frequencies", N_("Code frequencies"), N_("Distinct segments, participants, sources and cases."), _WORD
            ),
            Part(
                "lineage",
                N_("Lineage"),
                N_("From each initial code up to what it is gathered under."),
                (".svg", ".html", ".csv"),
            ),
            Part("clusters", N_("Clusters"), N_("What is gathered under which focused code, since when, how tested.")),
            Part(
                "memos-analysis",
                N_("Memos"),
                N_("Theoretical, code, case and initial memos, by date."),
                (".docx", ".html"),
            ),
        ),
    ),
    HalpernClass(
        3,
        "3-reconstruction-and-synthesis",
        N_("Reconstruction and synthesis"),
        N_("What it all comes to. Ask: does each claim follow from what stands beneath it?"),
        (
            Part(
                "edition",
                N_("Chain of evidence, to walk"),
                N_("Pages that lead from each claim through codes to the line of a text, and back."),
                (".html",),
            ),
            Part(
                "claims",
                N_("Claims and their evidence"),
                N_("What each rests on, how much that is, where it is thin."),
                _WORD,
            ),
            Part("chain", N_("Chain of evidence"), N_("Every step from a claim down to the words."), _WORD),
            Part("negatives", N_("Negative cases"), N_("What was held against claims, and what came of it."), _WORD),
            Part(
                "categories", N_("Categories and properties"), N_("Properties, dimensions, gaps and relations."), _WORD
            ),
            Part("themes", N_("Themes with quotes"), N_("Theme, category, focused code, with chosen words."), _WORD),
            Part("maps", N_("Maps"), N_("The category maps as pictures."), (".svg", ".png")),
            Part("perspectives", N_("Perspectives compared"), N_("Topics by perspectives, each cell judged."), _WORD),
            Part("across", N_("Cross-case matrices"), N_("Cases and units side by side."), _WORD),
            Part("triangulation", N_("Triangulation"), N_("Claims by kind of source, method or perspective."), _WORD),
            Part(
                "patterns", N_("Patterns by case"), N_("What was expected, what each case shows, what matches."), _WORD
            ),
            Part(
                "cases",
                N_("Case reports"),
                N_("Each case with its sources, codes, words and memos."),
                (".docx", ".html"),
            ),
            Part("references", N_("Literature"), N_("The publications that were taken in."), _WORD),
            Part("studies", N_("Included studies"), N_("What was written of each included publication.")),
            Part("left", N_("Files that left the project"), N_("Reports and exports with their dates and hashes.")),
        ),
    ),
    HalpernClass(
        4,
        "4-process-notes",
        N_("Process notes"),
        N_("How it was done. Ask: were the steps sound, and were choices made for reasons?"),
        (
            Part(
                "history",
                N_("Event log"),
                N_("Everything that was done, in order: when, by whom, what was taken back."),
            ),
            Part("decisions", N_("Decision log"), N_("Decisions on consent, comparison, saturation, negative cases.")),
            Part("memos-method", N_("Methodological memos"), N_("How the work was done, by date."), (".docx", ".html")),
            Part(
                "sampling", N_("Theoretical sampling"), N_("Which gap led to which data, and what came of it."), _WORD
            ),
            Part("saturation", N_("Saturation"), N_("New codes by source, and what was judged of categories."), _WORD),
            Part("comparisons", N_("Ledger of comparisons"), N_("How many incidents of each code were compared.")),
            Part("timeline", N_("Timeline"), N_("When what was collected, coded, written and asked."), _WORD),
            Part("consent", N_("Consent"), N_("Who was asked for what, and what they agreed to."), _WORD),
            Part("feedback", N_("Member checking"), N_("What was sent to whom, and what came back."), _WORD),
            Part(
                "screening",
                N_("Screening of the literature"),
                N_("What was found, screened and included."),
                (".html", ".csv"),
            ),
            Part("coreq", N_("COREQ checklist"), N_("As far as the project knows it."), (".docx", ".html")),
        ),
    ),
    HalpernClass(
        5,
        "5-intentions-and-dispositions",
        N_("Intentions and dispositions"),
        N_("What was meant and expected beforehand. Ask: did expectations come before the data, and was that minded?"),
        (
            Part(
                "study",
                N_("Design of the study"),
                N_("Context, research questions, units, cases and data plan."),
                _WORD,
            ),
            Part("propositions", N_("Propositions"), N_("What was expected, and when it was put down.")),
            Part("memos-reflexive", N_("Reflexive memos"), N_("The researcher’s diary, by date."), (".docx", ".html")),
        ),
    ),
    HalpernClass(
        6,
        "6-instrument-development",
        N_("Instrument development"),
        N_("With what data were collected. Ask: how did guides and frameworks change, and why?"),
        (
            Part("instruments", N_("Instruments"), N_("Every version with its date, wording and sources.")),
            Part("questions", N_("Questions asked"), N_("Guides by interviews: where each question is asked.")),
        ),
    ),
)


def chosen(numbers: tuple[int, ...]) -> Iterator[HalpernClass]:
    """The classes of these numbers, in their order."""
    return (each for each in CLASSES if each.number in numbers)


ALL = tuple(each.number for each in CLASSES)
