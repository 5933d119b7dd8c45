"""What curves and fillings say in words: numbers with their base, and never a judgement."""

from __future__ import annotations

from qda.analysis.coding.saturation import Curve, Rule, above_again, reached, runs
from qda.i18n import _, ngettext


def percent_words(value: float) -> str:
    """A share with one place, without an empty one: 4.9 %, 5 %."""
    return f"{value:.1f}".removesuffix(".0") + "\u00a0%"


def last_words(curve: Curve, rule: Rule) -> str:
    """“New codes in the last 3 sources: 2 of 41 (4.9 %)”; of what stands in the order, and how much is missing."""
    found = runs(curve.points, rule)
    if not found:
        return _("{have} of the {need} sources that base and run take are marked as coded and dated").format(
            have=len(curve.points), need=rule.base + rule.run
        )
    run = found[-1]
    share = "" if run.percent is None else f" ({percent_words(run.percent)})"
    return _("New codes in the last {count} sources: {new} of {base}{share}").format(
        count=rule.run, new=run.new, base=run.base_codes, share=share
    )


def reached_words(curve: Curve, rule: Rule) -> str:
    """Where the threshold was first met, and whether later runs lie above it; empty while there is no run."""
    if not runs(curve.points, rule):
        return ""
    threshold = percent_words(rule.threshold)
    run = reached(curve.points, rule)
    if run is None:
        return _("No run of {count} sources has {threshold} or less").format(count=rule.run, threshold=threshold)
    words = _("First run with {threshold} or less: sources {first} to {last} ({notation})").format(
        threshold=threshold, first=run.first, last=run.last, notation=run.notation
    )
    later = above_again(curve.points, rule)
    if later:
        words += " · " + ngettext("{count} later run above it", "{count} later runs above it", later).format(
            count=later
        )
    return words


def left_out_words(curve: Curve) -> str:
    """How many sources are left out and why, and which of those that count hold nothing; empty if all count."""
    uncoded = sum(1 for source in curve.left_out if source.left_out == "uncoded")
    undated = len(curve.left_out) - uncoded
    parts = []
    if uncoded:
        words = ngettext("{count} source not marked as coded", "{count} sources not marked as coded", uncoded)
        parts.append(words.format(count=uncoded))
    if undated:
        words = ngettext("{count} source without a date", "{count} sources without a date", undated)
        parts.append(words.format(count=undated))
    told = [_("Left out: {what}").format(what=", ".join(parts))] if parts else []
    if curve.empty:
        words = ngettext(
            "{count} source marked as coded holds no coding",
            "{count} sources marked as coded hold no coding",
            curve.empty,
        )
        told.append(words.format(count=curve.empty))
    return " · ".join(told)
