"""German words of the reports on feedback, on the questions of interview guides, and on consent to quotation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "Member Checking": "Rückmeldungen der Teilnehmenden",
        "Member checking": "Rückmeldungen der Teilnehmenden",
        "What was sent to whom, when, what came back, and what became of it.": (
            "Was wem wann gesandt wurde, was zurückkam und was daraus wurde."
        ),
        "*n* = {n}. Sent {sent}; answered {answered}; without an answer {waiting}.": (
            "*n* = {n}. Gesandt {sent}; beantwortet {answered}; ohne Antwort {waiting}."
        ),
        "What was sent": "Was gesandt wurde",
        "Sent": "Gesandt",
        "How": "Wie",
        "Returned": "Zurück",
        "What came back": "Was zurückkam",
        "What became of it": "Was daraus wurde",
        "About": "Worüber",
        "Text": "Text",
        "several": "mehrere",
        "memo": "Memo",
        "claim": "Behauptung",
        "code": "Code",
        "source": "Quelle",
        "segment": "Segment",
        "case": "Fall",
        "summary": "Zusammenfassung",
        "transcript": "Transkript",
        "quotations": "Zitate",
        "report": "Bericht",
        "conversation": "Gespräch",
        "by post": "mit der Post",
        "by e-mail": "per E-Mail",
        "in person": "persönlich",
        "by telephone": "telefonisch",
        "Questions Asked – {guide}": "Gestellte Fragen – {guide}",
        "Questions asked": "Gestellte Fragen",
        "Interview guides by interviews: in which line each question is asked, and where it is not.": (
            "Leitfäden nach Interviews: in welcher Zeile jede Frage gestellt wird, und wo nicht."
        ),
        "Answers by question": "Antworten nach Fragen",
        "What each interview answers to each question of its guide, with the coded segments in it.": (
            "Was jedes Interview auf jede Frage seines Leitfadens antwortet, mit den kodierten Segmenten darin."
        ),
        "Question": "Frage",
        "Question, line": "Frage, Zeile",
        "Line": "Zeile",
        "Lines": "Zeilen",
        "Interview": "Interview",
        "Interviews": "Interviews",
        "Codes": "Codes",
        "Guide": "Leitfaden",
        "Answers: {question}": "Antworten: {question}",
        "{n} interview": "{n} Interview",
        "{n} interviews": "{n} Interviews",
        "{n} answer": "{n} Antwort",
        "{n} answers": "{n} Antworten",
        "*n* = {interviews}. Figures are lines of the transcripts; a dash means that the question was not asked. "
        "Questions were found by their words, {hand} set by hand.": (
            "*n* = {interviews}. Zahlen sind Zeilen der Transkripte; ein Strich heißt, dass die Frage nicht gestellt "
            "wurde. Fragen wurden an ihren Wörtern gefunden, {hand} von Hand gesetzt."
        ),
        "*n* = {answers}, with coded segments.": "*n* = {answers}, mit kodierten Segmenten.",
        "*n* = {answers}, {coded} of them with coded segments; of others the beginning is shown.": (
            "*n* = {answers}, {coded} davon mit kodierten Segmenten; von anderen steht hier der Anfang."
        ),
        "*n* = {answers}, without coded segments; how each begins is shown.": (
            "*n* = {answers}, ohne kodierte Segmente; gezeigt ist, wie jede beginnt."
        ),
        "Left out, for there is no consent to quote them: {names}.": (
            "Ausgelassen, weil keine Einwilligung zum Zitieren vorliegt: {names}."
        ),
        "Quoted without recorded consent: {names}.": "Ohne festgehaltene Einwilligung zitiert: {names}.",
    }
)
"""English to German."""
