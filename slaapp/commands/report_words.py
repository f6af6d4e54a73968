"""A report in words for a terminal."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from slaapp.domain.agreement import Tier
from slaapp.domain.compliance import Attainment
from slaapp.domain.durations import AT_LEAST, late, short_instant, used
from slaapp.domain.spans import MINUTE
from slaapp.reports.audit_words import clock_step_words, effects_words, late_pause_words, silent_pause_words
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_report import CustomerLine, LateTarget, MonthlyReport
from slaapp.wording import BASIS, METRIC, NOT_MEASURED


def report_words(made: MonthlyReport) -> str:
    """Its figures and lists, line by line."""
    flow = made.flow
    limits = "".join(f", {label.lower()} {value}" for label, value in made.limits)
    counted_by = "" if "counted by" in limits else f", counted by {BASIS[made.basis]}"
    lines = [
        f"{made.customer}{limits}, {made.days}: {_standing(made)}{counted_by}",
        f"Open at start {flow.open_at_start} + received {flow.received} + reopened {flow.reopened} "
        f"− resolved {flow.resolved} − left otherwise {flow.left_otherwise} = open at end {flow.open_at_end}"
        + ("" if flow.reconciles else "  (this does not add up)"),
        "",
    ]
    wide = max(map(len, made.called))
    lines += [
        f"{METRIC[cell.metric]:<15} {made.name_of(cell.severity):<{wide}}  {cell.met:>5} of {cell.decided:<5} "
        f"{_percent(cell.shown()):>8}  {_verdict(cell, made)}"
        + (f"; adjusted {_percent(cell.adjusted_shown())}" if cell.adjusted else "")
        for cell in made.cells
        if cell.tier is Tier.PUBLIC
    ]
    compared = [(str(made.days), made.total)]
    compared += [(str(other.days), other.total) for other in made.others]
    lines += ["", "All targets, compared:"]
    lines += [
        f"  {name:<23} {total.met:>5} of {total.decided:<5} {_percent(total.shown()):>8}" for name, total in compared
    ]
    if made.customers:
        width = max(len(line.name) for line in made.customers)
        lines += ["", "Customers:", *(f"  {_customer_line(line, width)}" for line in made.customers)]
    zone = ZoneInfo(made.zone)
    lists: tuple[tuple[str, list[str]], ...] = (
        ("Late", [_late(row, zone) for row in (*made.late, *made.still_late)]),
        (
            "Not measured",
            [f"{row.number}  {NOT_MEASURED[row.reason]}{_because(row.text)}" for row in made.not_measured],
        ),
        (
            "Not measured later, left out of the adjusted figures only",
            [
                f"{row.number}  {METRIC[row.metric]} {'late' if row.late else 'met'}, then "
                f"{NOT_MEASURED[row.reason]}{_because(row.text)}"
                for row in made.left_out
            ],
        ),
        (
            "Corrected or entered late",
            [
                f"{row.number}  {row.what}{_because(row.reason)}; {effects_words(row.effects, zone)}"
                for row in made.amendments
            ],
        ),
        ("Pauses to look at", list(_pauses(made, zone))),
        ("Clock behind", [f"{step.number}  {clock_step_words(step, zone)}" for step in made.clock_steps]),
    )
    if isinstance(made, DeskReport):
        lists = (*lists, *_inside(made))
    for restated in made.restatements:
        rows = [f"{row.what}: was {row.before}, is {row.after}" for row in restated.figures]
        lists = (*lists, (f"Restatement of {restated.days}, report {restated.number}", rows))
    if made.time_spent is not None:
        spent = [f"{row.number}  {used(row.minutes * MINUTE)}" for row in made.time_spent]
        total = used(sum(row.minutes for row in made.time_spent) * MINUTE)
        lists = (*lists, (f"Time spent, {total}", spent or ["none noted"]))
    for head, rows in lists:
        lines += ["", f"{head}:", *(f"  {row}" for row in rows)] if rows else []
    return "\n".join(lines)


def _inside(made: DeskReport) -> Iterator[tuple[str, list[str]]]:
    """What is not for the customer."""
    inside = made.inside
    cells = [cell.attainment for cell in inside.cells]
    yield (
        "Internal targets, not for the customer",
        [
            f"{METRIC[cell.metric]}, {made.name_of(cell.severity)}: {cell.met} of {cell.decided}, "
            f"{_percent(cell.shown())}"
            for cell in cells
        ],
    )
    yield (
        "Late inside only",
        [
            f"{found.number}  {METRIC[found.metric]}, {made.name_of(found.severity)}: late by {late(found.late)}"
            for found in inside.late
        ],
    )
    yield (
        "Whose tickets",
        [
            f"{share.person or 'Nobody'}: {share.flow.received} received, {share.flow.resolved} resolved, "
            f"{share.flow.open_at_end} open at the end; {share.late} late, {share.late_inside} late inside only"
            for share in inside.shares
        ],
    )


def _pauses(made: MonthlyReport, zone: ZoneInfo) -> Iterator[str]:
    audit = made.pause_audit
    for close in audit.last_minutes:
        yield f"{close.number}  {short_instant(close.began_at, zone)}: {late_pause_words(close)}"
    for silent in audit.silent:
        yield f"{silent.number}  {short_instant(silent.began_at, zone)}: {silent_pause_words(silent)}"
    for held in audit.repeated:
        yield f"{held.number}  {held.pauses} short pauses, {used(held.paused)} in all"


def _verdict(cell: Attainment, made: MonthlyReport) -> str:
    if (cell.metric, cell.severity) in made.several_goals:
        return "customers have different goals"
    verdict = {True: "goal kept", False: "below goal", None: "no data"}[cell.met_goal]
    return f"goal {cell.goal} %  {verdict}"


def _customer_line(line: CustomerLine, width: int) -> str:
    return (
        f"{line.name:<{width}}  {line.kept} of {line.decided_cells} goals kept, {line.total.met} of "
        f"{line.total.decided} targets, {_percent(line.total.shown())}; {line.flow.received} received, "
        f"{line.flow.resolved} resolved, {line.flow.open_at_end} open"
    )


def _standing(made: MonthlyReport) -> str:
    return "draft" if made.seal is None else f"report {made.seal.number}, digest {made.seal.digest}"


def _because(text: str) -> str:
    return f": {' '.join(text.split())}" if text else ""


def _percent(shown: str) -> str:
    return shown if shown == "no data" else f"{shown} %"


def _late(row: LateTarget, zone: ZoneInfo) -> str:
    since = AT_LEAST if row.running else ""
    why = _because(row.why or "") or ", no reason given"
    waiver = f"; waived: {row.waiver}" if row.waived else ""
    aside = "; not measured any more" if row.set_aside and not row.waived else ""
    return (
        f"{row.number}  {METRIC[row.metric]}, {row.called}: late by {since}{late(row.late)}, "
        f"decided {short_instant(row.decided_at, zone)}{why}{waiver}{aside}"
    )
