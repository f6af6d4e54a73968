"""What is coming: the desk at a glance, today's forecast, what the month's goals still allow."""

import argparse
from collections.abc import Sequence
from typing import Any

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.commands.viewing import given_to, row_table, time_words
from slaapp.domain.budget import Budget
from slaapp.domain.compliance import percent
from slaapp.domain.durations import DAYS, late, short_day, time_of_day, used, when
from slaapp.domain.forecast import Estimates
from slaapp.domain.spans import MINUTE
from slaapp.engine import Engine
from slaapp.reports.severity_names import called
from slaapp.services.board import Row
from slaapp.services.outlook import Forecast, Placed
from slaapp.services.overview import Overview
from slaapp.services.scenario import utc_text
from slaapp.wording import METRIC, SEVERITY, estimates_words, misses_left


def add(new: Add) -> None:
    new("dashboard", "the whole desk at a glance", "dashboard", dashboard)

    command = new(
        "forecast",
        "which targets pass before closing if nobody acts, and in which order to work",
        "forecast --assignee 'Sam R.' --resolution 30",
        forecast,
    )
    command.add_argument("--assignee", help="only this person's tickets, or nobody's")
    standard = Estimates()
    for name, what in (("response", "answer"), ("update", "tell the customer again"), ("resolution", "resolve")):
        minutes = getattr(standard, name) // MINUTE
        command.add_argument(
            f"--{name}",
            type=number,
            metavar="MINUTES",
            default=minutes,
            help=f"work it takes to {what} (else {minutes})",
        )

    command = new(
        "budget", "how many more misses each goal allows this month", "budget --customer 'Harbour Clinic'", budget
    )
    command.add_argument("--customer", help="only this customer, with every goal of its agreement")


def _rows(engine: Engine, context: Context) -> list[Row]:
    return engine.board.rows() if context.asked_now is None else engine.board.rows_as_of(context.now)


def dashboard(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        found = engine.outlook.overview(_rows(engine, context), now=context.now)
        return context.answer(_overview_table(found), "\n".join(_overview_lines(found)))


def _overview_lines(found: Overview) -> list[str]:
    cards, zone = found.cards, found.hours.zone
    oldest = "" if cards.oldest is None else f", the oldest by {late(cards.oldest)}"
    following = "" if cards.next_due_at is None else f", the next at {time_of_day(cards.next_due_at, zone)}"
    lines = [
        f"Overdue            {cards.overdue}{oldest}",
        f"Due within 1 hour  {cards.within_hour}{following}",
        f"Open               {cards.open}, {cards.new_today} of them received today",
        f"Unassigned         {cards.unassigned}, {cards.unassigned_overdue} of them overdue",
        f"Waiting            {cards.waiting}, clocks of {cards.paused} paused",
        *([f"No agreement       {cards.uncovered}, not measured"] if cards.uncovered else []),
        "",
        "Due next",
    ]
    lines += [
        f"  {time_words(standing.reading):>16}  {'' if standing.metric is None else METRIC[standing.metric]:<14}  "
        f"{SEVERITY[row.severity]:<6}  {row.number:>5}  {row.subject}  ·  {row.customer or 'no customer'}  ·  "
        f"{row.assignee or 'unassigned'}"
        for row, standing in found.due_next
    ]
    lines += ["", f"{found.month} so far, all public targets"]
    for share in found.shares:
        verdict = {True: "goal kept", False: "below goal", None: ""}[share.met_goal] if share.decided else ""
        goal = f"goal {share.goal} %" if share.goal is not None else ""
        shown = percent(share.met, share.decided)
        facts = (shown if not share.decided else f"{shown} %", f"{share.met} of {share.decided}", goal, verdict)
        lines.append(f"  {SEVERITY[share.severity]:<7} " + "  ".join(fact for fact in facts if fact))
    median = "none given yet" if found.median_response is None else used(found.median_response)
    lines += [
        "",
        f"Today: {found.logged_today} logged, {found.resolved_today} resolved, median first response {median}",
        "Last days, logged and resolved: "
        + ", ".join(
            f"{DAYS[day.day.weekday()]} {short_day(day.day)} {day.logged}/{day.resolved}" for day in found.days
        ),
    ]
    return lines


def _overview_table(found: Overview) -> dict[str, Any]:
    cards = found.cards
    return {
        "at": utc_text(found.now),
        "overdue": cards.overdue,
        "oldest_late_s": cards.oldest,
        "within_hour": cards.within_hour,
        "next_due_at": utc_text(cards.next_due_at),
        "open": cards.open,
        "new_today": cards.new_today,
        "unassigned": cards.unassigned,
        "unassigned_overdue": cards.unassigned_overdue,
        "waiting": cards.waiting,
        "paused": cards.paused,
        "no_agreement": cards.uncovered,
        "due_next": [row_table(standing, row, found.now) for row, standing in found.due_next],
        "month": str(found.month),
        "severities": [
            {
                "severity": share.severity.word,
                "met": share.met,
                "decided": share.decided,
                "goal": share.goal,
                "goal_kept": share.met_goal,
            }
            for share in found.shares
        ],
        "logged_today": found.logged_today,
        "resolved_today": found.resolved_today,
        "median_response_s": found.median_response,
        "days": [{"day": day.day.isoformat(), "logged": day.logged, "resolved": day.resolved} for day in found.days],
    }


def forecast(options: argparse.Namespace, context: Context) -> int:
    estimates = Estimates(options.response * MINUTE, options.update * MINUTE, options.resolution * MINUTE)
    with context.reading() as engine:
        rows = _rows(engine, context)
        if options.assignee is not None:
            rows = given_to(engine, rows, options.assignee)
        found = engine.outlook.forecast(rows, now=context.now, estimates=estimates)
        return context.answer(_forecast_table(found), "\n".join(_forecast_lines(engine, found)))


def _forecast_lines(engine: Engine, found: Forecast) -> list[str]:
    if found.until is None:
        return ["This calendar has no support hours, so no day comes to its end."]
    zone = engine.board.zone
    until = when(found.until, found.now, zone)
    count = len(found.passing)
    head = "No target passes" if not count else "1 target passes" if count == 1 else f"{count} targets pass"
    lines = [f"{head} before {until} if nobody acts."]
    lines += [
        f"  {when(one.at, found.now, zone):>9}  {METRIC[one.metric]:<14}  {one.row.number:>5}  {one.row.subject}"
        for one in found.passing
    ]
    if not found.fewest:
        return lines
    before = f" {found.late_already} had passed already." if found.late_already else ""
    lines += [
        "",
        (
            f"In this order one person lets {found.late_by_fewest} of the targets pass, "
            f"earliest due first lets {found.late_by_earliest} pass.{before}"
        ),
    ]
    for at, placed in enumerate(found.fewest, start=1):
        done = when(placed.done_at, found.now, zone)
        lines.append(
            f"  {at:>3}.  {placed.row.number:>5}  done {done:>9}, due {when(placed.due_at, found.now, zone):>9}  "
            f"{'' if placed.on_time else 'overdue already' if placed.late_already else 'late':<15}  "
            f"{METRIC[placed.metric]:<14}  {placed.row.subject}"
        )
    first = ", ".join(str(placed.row.number) for placed in found.earliest[:12])
    more = " …" if len(found.earliest) > 12 else ""
    lines += ["", f"Earliest due first: {first}{more}", estimates_words(found.estimates)]
    return lines


def _forecast_table(found: Forecast) -> dict[str, Any]:
    def order(placed: Sequence[Placed]) -> list[dict[str, Any]]:
        return [
            {
                "ticket": one.row.number,
                "metric": one.metric.value,
                "due_at": utc_text(one.due_at),
                "done_at": utc_text(one.done_at),
                "on_time": one.on_time,
                "late_already": one.late_already,
            }
            for one in placed
        ]

    return {
        "at": utc_text(found.now),
        "until": utc_text(found.until),
        "passing": [
            {"ticket": one.row.number, "metric": one.metric.value, "at": utc_text(one.at)} for one in found.passing
        ],
        "late_already": found.late_already,
        "fewest_late": {"late": found.late_by_fewest, "order": order(found.fewest)},
        "earliest_due": {"late": found.late_by_earliest, "order": order(found.earliest)},
        "estimates_s": {
            "response": found.estimates.response,
            "update": found.estimates.update,
            "resolution": found.estimates.resolution,
        },
    }


def budget(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        owner = None if options.customer is None else engine.catalogue.customer(options.customer).id
        found = engine.outlook.budgets(_rows(engine, context), now=context.now, customer=owner)
        lines = [
            f"{one.customer or 'no customer':<24}  {called(one.cell.severity, one.meaning)}, "
            f"{METRIC[one.cell.metric].lower()}: "
            f"{misses_left(one)}  ({one.cell.met} of {one.cell.decided} met, goal {one.cell.goal} %, "
            f"{one.expected} expected)"
            for one in found
        ]
        return context.answer(
            [_budget_table(one) for one in found], "\n".join(lines) or "Nothing is decided and nothing runs this month."
        )


def _budget_table(one: Budget) -> dict[str, Any]:
    return {
        "customer": one.customer,
        "agreement": one.agreement,
        "metric": one.cell.metric.value,
        "severity": one.cell.severity.word,
        "goal": one.cell.goal,
        "met": one.cell.met,
        "decided": one.cell.decided,
        "expected": one.expected,
        "misses_left": one.now,
        "misses_left_of_expected": one.by_end,
        "outlook": one.outlook.value,
    }
