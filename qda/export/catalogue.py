"""Every report by name: one list in groups, each with a sentence. What makes them is `qda.export.kinds`.

Only words: the window shows the list before anything heavy is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

from qda.i18n import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list; `codes`: it can be limited to codes."""

    key: str
    group: str
    title: str
    sentence: str
    codes: bool = False


CODES, CATEGORIES, DATA = N_("Codes and segments"), N_("Categories and themes"), N_("The data")
COURSE = N_("The course of the work")
LITERATURE = N_("Literature and reporting")
FIGURES = N_("Figures")

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "frequencies",
        CODES,
        N_("Code frequencies"),
        N_("Distinct segments, participants, sources and cases of each code."),
        codes=True,
    ),
    Entry(
        "codebook",
        CODES,
        N_("Code book"),
        N_("What each code means, when to use it and when not, with an example."),
        codes=True,
    ),
    Entry(
        "segments",
        CODES,
        N_("Segments by code"),
        N_("Every coded segment under its code, with its source, line and speaker."),
        codes=True,
    ),
    Entry(
        "segments-by-case",
        CODES,
        N_("Segments by case"),
        N_("Every coded segment under its case, with its code, source, line and speaker."),
        codes=True,
    ),
    Entry(
        "clusters",
        CODES,
        N_("Clusters"),
        N_("Which initial codes are gathered under which focused code, since when, and how it was tested."),
    ),
    Entry(
        "themes",
        CATEGORIES,
        N_("Themes with quotes"),
        N_("Theme, category, focused code: what each means, how far it reaches, and chosen words for it."),
        codes=True,
    ),
    Entry(
        "categories",
        CATEGORIES,
        N_("Categories and properties"),
        N_("Each category with its properties, dimensions, gaps by case, and how categories are related."),
    ),
    Entry(
        "lineage",
        CATEGORIES,
        N_("Lineage"),
        N_("From each initial code to the focused codes, categories and themes that it is gathered under."),
    ),
    Entry(
        "claims",
        CATEGORIES,
        N_("Claims and their evidence"),
        N_("Each claim with what it rests on, in how many segments, sources and cases, and what speaks against it."),
    ),
    Entry(
        "chain",
        CATEGORIES,
        N_("Chain of evidence"),
        N_("From each claim through categories and codes down to the words, with speaker, source and line."),
    ),
    Entry(
        "negatives",
        CATEGORIES,
        N_("Negative cases"),
        N_("The passages that were held against claims, how they were judged, and what came of them."),
    ),
    Entry(
        "patterns",
        CATEGORIES,
        N_("Patterns by case"),
        N_("Propositions and their rivals, with what was expected, what each case shows, and whether it matches."),
    ),
    Entry(
        "maps",
        CATEGORIES,
        N_("Maps"),
        N_("The category maps as pictures with captions; for spreadsheets the relations they draw."),
    ),
    Entry(
        "heat-maps",
        FIGURES,
        N_("Heat maps"),
        N_("Codes by case and by source: the darker, the more segments."),
        codes=True,
    ),
    Entry(
        "bars",
        FIGURES,
        N_("Bars of codes"),
        N_("How many segments, and how many cases, each code has."),
        codes=True,
    ),
    Entry(
        "together",
        FIGURES,
        N_("Codes together"),
        N_("Which codes stand on overlapping segments, as a matrix and as a net."),
        codes=True,
    ),
    Entry(
        "likeness",
        FIGURES,
        N_("Likeness of cases and sources"),
        N_("Who is coded alike: by which codes (Jaccard) and by how often (cosine)."),
        codes=True,
    ),
    Entry(
        "texts",
        FIGURES,
        N_("Texts as figures"),
        N_("For each coded text its codes along the lines, and its portrait in cells."),
        codes=True,
    ),
    Entry(
        "words",
        FIGURES,
        N_("Word cloud"),
        N_("The most frequent words, those of the interviewer left out; as a table how often each falls."),
    ),
    Entry(
        "perspectives",
        CATEGORIES,
        N_("Perspectives compared"),
        N_("Each perspective table: one case, topic by topic, as each perspective has it, and how it was judged."),
    ),
    Entry(
        "across",
        CATEGORIES,
        N_("Cross-case matrices"),
        N_("Cases and units side by side: counts, quotes or written summaries by codes, categories or properties."),
    ),
    Entry(
        "triangulation",
        CATEGORIES,
        N_("Triangulation"),
        N_("Claims and categories by kind of source, method or perspective, and what rests on too little."),
    ),
    Entry(
        "study",
        DATA,
        N_("Design of the study"),
        N_("Context, research questions, units of analysis, cases and the data plan."),
    ),
    Entry(
        "timeline",
        DATA,
        N_("Timeline"),
        N_("When what was collected, coded, written and asked, under the phases of the study: a picture and a table."),
    ),
    Entry(
        "sources",
        DATA,
        N_("Sources"),
        N_("The data: each source with its kind, unit, case, date, length, and how much of it is coded."),
    ),
    Entry(
        "participants",
        DATA,
        N_("Participants"),
        N_("The register: pseudonym, role, case, and how much of what each said is coded."),
    ),
    Entry(
        "attributes",
        DATA,
        N_("Attributes"),
        N_("What is recorded of units, cases, participants and sources, as one table for each."),
    ),
    Entry(
        "consent",
        DATA,
        N_("Consent"),
        N_("Who was asked for what, what they agreed to, and what was withdrawn."),
    ),
    Entry(
        "feedback",
        DATA,
        N_("Member checking"),
        N_("What was sent to whom, when, what came back, and what became of it."),
    ),
    Entry(
        "questions",
        DATA,
        N_("Questions asked"),
        N_("Interview guides by interviews: in which line each question is asked, and where it is not."),
    ),
    Entry(
        "answers",
        DATA,
        N_("Answers by question"),
        N_("What each interview answers to each question of its guide, with the coded segments in it."),
    ),
    Entry(
        "cases",
        DATA,
        N_("Case reports"),
        N_("For each case what it is, its sources and participants, its codes with counts and words, its memos."),
    ),
    Entry(
        "memos",
        COURSE,
        N_("Memos"),
        N_("All memos, the oldest first, with what each hangs on and the words it speaks of."),
    ),
    Entry(
        "comparisons",
        COURSE,
        N_("Ledger of comparisons"),
        N_("Of each code how many incidents were compared with others, and how many not yet."),
    ),
    Entry(
        "biographies",
        COURSE,
        N_("Biographies of codes"),
        N_("What happened to the chosen codes, or to categories and themes: when, by whom and why."),
        codes=True,
    ),
    Entry(
        "saturation",
        COURSE,
        N_("Saturation"),
        N_("New codes by source in the order of collection, and what the researcher judged of categories."),
    ),
    Entry(
        "sampling",
        COURSE,
        N_("Theoretical sampling"),
        N_("The log: which gap was seen, what was planned and collected for it, and what came of it."),
    ),
    Entry(
        "audit",
        COURSE,
        N_("Audit trail"),
        N_("Everything that was done, in order: when, by whom, and what was taken back."),
    ),
    Entry(
        "references",
        LITERATURE,
        N_("References"),
        N_("The included literature as a list in APA’s format; for spreadsheets every field."),
    ),
    Entry(
        "screening",
        LITERATURE,
        N_("Screening of the literature"),
        N_("How many publications were found where, screened, read and included, as a picture and in tables."),
    ),
    Entry(
        "criteria",
        LITERATURE,
        N_("Criteria and grades"),
        N_("By what literature was taken in, left out and graded, and how many have which grade."),
    ),
    Entry(
        "studies",
        LITERATURE,
        N_("Included studies"),
        N_("Each included publication with what was written of it under the headings of the summary."),
    ),
    Entry(
        "coreq",
        LITERATURE,
        N_("COREQ checklist"),
        N_("The 32 items for interviews and focus groups, filled in from the project as far as it knows."),
    ),
    Entry(
        "srqr",
        LITERATURE,
        N_("SRQR checklist"),
        N_("The 21 items for reporting qualitative research, filled in from the project as far as it knows."),
    ),
)

DOCUMENT = (
    *(
        "study",
        "timeline",
        "sources",
        "participants",
        "codebook",
        "frequencies",
        "themes",
        "categories",
        "maps",
        "cases",
    ),
    *("saturation", "sampling", "memos"),
)
"""What a composed document holds unless it is said otherwise, in its order."""
