"""What to know about the period: up to three things that the figures themselves say, always in the same order.

First whether the goals were kept, then what was late and why, then what changed; figures that do not add up come before
all of them.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import Attainment
from slaapp.domain.durations import AT_LEAST, MONTHS, NARROW, late, short_day, wall_time
from slaapp.reports.month_report import Fact, LateTarget, MonthlyReport
from slaapp.reports.period_words import inside, noun
from slaapp.reports.severity_names import within
from slaapp.reports.texts import counted, listed, quoted, spelled
from slaapp.wording import METRIC

MOST = 3
NAMED = 3
"""So many cells or tickets are named in one sentence; the rest are counted."""


def facts(report: MonthlyReport) -> tuple[Fact, ...]:
    found = (told for tell in _TELLERS if (told := tell(report)) is not None)
    return tuple(fact for fact, _ in zip(found, range(MOST), strict=False))


def cell_words(cell: Attainment, report: MonthlyReport) -> str:
    """`resolution, urgent`"""
    return f"{METRIC[cell.metric].lower()}, {within(report.name_of(cell.severity))}"


def points(tenths: int) -> str:
    """A difference in percentage points (R6): `1.7 points`; without its sign."""
    size = abs(tenths)
    return f"{size // 10}.{size % 10} {'point' if size == 10 else 'points'}"


def _mismatch(report: MonthlyReport) -> Fact | None:
    flow = report.flow
    if flow.reconciles:
        return None
    return Fact(
        "The ticket counts do not add up.",
        f"{counted(flow.open_at_end, 'ticket')} open at the end were counted, the movements give "
        f"{flow.expected_at_end}. Ask the desk to check its data before this report is used.",
    )


def _nothing(report: MonthlyReport) -> Fact | None:
    if report.total.decided:
        return None
    received = f"{counted(report.flow.received, 'ticket')} {'was' if report.flow.received == 1 else 'were'} received"
    return Fact(
        f"No target was decided in this {noun(report.days)}.",
        f"{received}, {report.flow.open_at_end} open at the end. There is no share of targets on time to state.",
    )


def _goals(report: MonthlyReport) -> Fact | None:
    if report.customers:
        return _customers(report)
    missed = [cell for cell in report.cells if report.verdict(cell) is False]
    if missed:
        return _missed(missed, report)
    decided = [cell for cell in report.cells if report.verdict(cell) is not None]
    if not decided:
        return None
    closest = min(decided, key=lambda cell: (cell.budget(cell.goal), cell.decided))
    spare = closest.budget(closest.goal)
    return Fact(
        "Every goal was kept." if len(decided) > 1 else "The goal was kept.",
        f"The closest was {cell_words(closest, report)}: {closest.shown()} % on time "
        f"({closest.met} of {closest.decided}), goal {closest.goal} %. {_spare(spare)}",
    )


def _customers(report: MonthlyReport) -> Fact | None:
    """Of several customers: which of them had a goal that was missed."""
    missed = [line for line in report.customers if line.kept < line.decided_cells]
    if not report.decided_cells:
        return None
    if not missed:
        return Fact("Every goal was kept.", f"For {counted(len(report.customers), 'customer')}, {report.kept} goals.")
    worst = sorted(missed, key=lambda line: (line.kept - line.decided_cells, line.name))
    named = [f"{quoted(line.name, longest=60)} ({line.kept} of {line.decided_cells} kept)" for line in worst[:NAMED]]
    more = f" and {len(missed) - NAMED} more" if len(missed) > NAMED else ""
    headline = (
        "For one customer a goal was missed."
        if len(missed) == 1
        else f"For {spelled(len(missed)).lower()} customers a goal was missed."
    )
    return Fact(headline, f"{listed(named) if not more else ', '.join(named) + more}.")


def _spare(spare: int) -> str:
    return f"It allowed {spelled(spare).lower()} more late {'target' if spare == 1 else 'targets'}."


def _missed(missed: Sequence[Attainment], report: MonthlyReport) -> Fact:
    named = [
        f"{cell_words(cell, report)}: {cell.shown()} % on time ({cell.met} of {cell.decided}), goal {cell.goal} %"
        for cell in missed[:NAMED]
    ]
    more = f"; and {len(missed) - NAMED} more" if len(missed) > NAMED else ""
    text = "; ".join(named) + more + "."
    headline = "One goal was missed." if len(missed) == 1 else f"{spelled(len(missed))} goals were missed."
    return Fact(headline, text[0].upper() + text[1:] + _only_one_late(missed, report.late))


def _only_one_late(missed: Sequence[Attainment], targets: Sequence[LateTarget]) -> str:
    """A goal missed by one target: which one it was, and why."""
    cell = missed[0]
    late_ones = [target for target in targets if (target.metric, target.severity) == (cell.metric, cell.severity)]
    if len(missed) > 1 or len(late_ones) != 1:
        return ""
    target = late_ones[0]
    reason = f": {quoted(target.reason).rstrip('.')}" if target.reason else ", no reason recorded yet"
    return f" {target.number} {quoted(target.subject, longest=60)} was late by {_lateness(target)}{reason}."


def _lateness(target: LateTarget) -> str:
    return f"{AT_LEAST}{NARROW}{late(target.late)}" if target.running else late(target.late)


def _late_targets(report: MonthlyReport) -> Fact | None:
    if not report.total.decided:
        return None
    if not report.late:
        return Fact("No target was late.", f"All {counted(report.total.decided, 'target')} were met on time.")
    tickets = len({target.number for target in report.late})
    headline = "One ticket had a late target." if tickets == 1 else f"{spelled(tickets)} tickets had a late target."
    sentences = [_longest(report.late), _days(report), *_reasons(report.late)]
    return Fact(headline, " ".join(sentence for sentence in sentences if sentence))


def _longest(targets: Sequence[LateTarget]) -> str:
    worst = max(targets, key=lambda target: (target.late, target.decided_at))
    subject = f", {quoted(worst.subject, longest=60)}" if worst.subject else ""
    return f"The longest delay was {_lateness(worst)}: {worst.number}{subject}."


def _days(report: MonthlyReport) -> str:
    """Where two days hold at least half of four or more late targets, they are named."""
    zone = zone_info(report.zone)
    days = Counter(wall_time(target.decided_at, zone).date() for target in report.late)
    top = sorted(sorted(days, key=lambda day: (-days[day], day))[:2])
    held = sum(days[day] for day in top)
    if len(report.late) < 4 or len(days) < 3 or 2 * held < len(report.late) or held < 3:
        return ""
    days_in_words = listed([short_day(day) for day in top])
    if report.one_month and {day.month for day in top} == {report.month.month}:
        days_in_words = f"{top[0].day} and {top[1].day} {MONTHS[report.month.month - 1]}"
    return f"{held} of {len(report.late)} became late on {days_in_words}."


def _reasons(targets: Sequence[LateTarget]) -> list[str]:
    said = Counter(target.reason for target in targets if target.reason)
    found = []
    if said:
        reason, times = min(said.items(), key=lambda item: (-item[1], item[0]))
        if times > 1:
            found.append(f"Most often the reason was: {quoted(reason).rstrip('.')} ({times}).")
    silent = sum(not target.reason and not target.waived for target in targets)
    if silent:
        found.append(f"{silent} {'has' if silent == 1 else 'have'} no reason yet.")
    return found


def _change(report: MonthlyReport) -> Fact | None:
    before, now = report.previous, report.total
    if before is None or before.total.tenths is None or now.tenths is None:
        return None
    name = inside(before.days)
    tenths = now.tenths - before.total.tenths
    headline = (
        f"{points(tenths).capitalize()} {'above' if tenths > 0 else 'below'} {name}."
        if tenths
        else f"The same share on time as in {name}."
    )
    return Fact(
        headline,
        f"{now.shown()} % of all targets were on time ({now.met} of {now.decided}), in {name} {before.total.shown()} % "
        f"({before.total.met} of {before.total.decided}).",
    )


def _backlog(report: MonthlyReport) -> Fact | None:
    start, end = report.flow.open_at_start, report.flow.open_at_end
    if start == end and not report.backlog.tickets:
        return None
    if start == end:
        headline = f"As many tickets open as at the start: {end}."
    else:
        headline = f"Open tickets {'rose' if end > start else 'fell'} from {start} to {end}."
    if not report.backlog.oldest:
        return Fact(headline, "Nothing was left open at the end.")
    oldest = report.backlog.oldest[0]
    age = "has been open for less than a working day"
    if oldest.age:
        age = f"has been open for {counted(oldest.age, 'working day')}"
    paused = f" {report.backlog.paused} of them paused." if report.backlog.paused else ""
    return Fact(headline, f"The oldest, {oldest.number} {quoted(oldest.subject, longest=60)}, {age}.{paused}")


_TELLERS: tuple[Callable[[MonthlyReport], Fact | None], ...] = (
    _mismatch,
    _nothing,
    _goals,
    _late_targets,
    _change,
    _backlog,
)
