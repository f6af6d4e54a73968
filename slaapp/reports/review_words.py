"""The review in words: the same lines on the command line and on the printed sheet."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from slaapp.domain.achievable import ENOUGH, SHARES, Achievable
from slaapp.domain.agreement import Tier
from slaapp.domain.arrivals import busiest_closed
from slaapp.domain.compliance import SEVERITIES, Tally, percent
from slaapp.domain.durations import AT_LEAST, DAYS, MONTHS, exact, long_day, used, wall_time
from slaapp.domain.spans import HOUR, Seconds, Span
from slaapp.reports.review_data import Decision, Gap, Review
from slaapp.reports.severity_names import called
from slaapp.reports.what_if_words import turned
from slaapp.wording import METRIC, SEVERITY

NOTHING = "\N{EN DASH}"


def period(looked_back: Span, zone: ZoneInfo) -> str:
    """The days on which the tickets were received."""
    first, last = (wall_time(at, zone).date() for at in (looked_back.start, looked_back.end - 1))
    return f"{long_day(first)} to {long_day(last)}"


def length(seconds: Seconds, day: Seconds) -> str:
    """`8 h`, and above it with how many of the usual working days that is: `14 h (2 days)`."""
    days, rest = divmod(seconds, day)
    whole = seconds > 8 * HOUR and not rest
    return f"{exact(seconds)} ({days} day{'' if days == 1 else 's'})" if whole else exact(seconds)


def agreed(gap: Gap) -> str:
    return "no target" if gap.agreed is None else f"{length(gap.agreed, gap.day)}, {gap.goal} %"


def achieved(gap: Gap) -> str:
    return _kept(gap.achieved)


def _kept(tally: Tally) -> str:
    return f"{tally.shown()} % ({tally.met} of {tally.decided})" if tally.decided else "no data"


def would_have_kept(found: Achievable, day: Seconds) -> str:
    return f"{AT_LEAST + ' ' if found.at_least else ''}{length(found.target, day)}"


def gap_cells(gap: Gap) -> tuple[str, ...]:
    """Metric, severity, agreed, achieved, cases, and the target of each of `SHARES`."""
    targets = [would_have_kept(found, gap.day) for found in gap.achievable] or [NOTHING] * len(SHARES)
    cases = f"{gap.cases} *" if gap.few else str(gap.cases)
    return METRIC[gap.metric], called(gap.severity, gap.meaning), agreed(gap), achieved(gap), cases, *targets


def wished(gap: Gap) -> str:
    """Empty where nothing was noted."""
    return "" if gap.wished is None else length(gap.wished, gap.day)


def kept_as_wished(gap: Gap) -> str:
    """In how many of the cases; empty where nothing is wished."""
    tally = gap.kept_as_wished
    return _kept(tally) if tally is not None and tally.decided else ""


FEW = f"* fewer than {ENOUGH} cases: one or two tickets decide such a figure"
HOW = (
    "Cases are the public clocks of these tickets that are decided, or have ended where nothing was promised; each "
    "counts under the severity that bound it. A target is what the case of that rank took (80 of 100, in order), "
    "rounded up to a length that people promise."
)


CUSHION_HEAD = ("", "", "Cases", "Used some and were kept", "Half used at most", "Nine of ten")


def cushion_rows(review: Review) -> list[tuple[str, ...]]:
    """Metric, severity, cases, how many the margin saved, what half and nine of ten used of it at most."""
    return [
        (
            METRIC[gap.metric],
            called(gap.severity, gap.meaning),
            str(held.cases),
            str(held.touched),
            *map(_share, held[2:]),
        )
        for gap in review.gaps
        if (held := gap.cushion) is not None
    ]


def _share(of_margin: int) -> str:
    return "all and more" if of_margin > 100 else f"{of_margin} %"


def arrival_lines(review: Review) -> list[str]:
    arrivals = review.arrivals
    total, outside = arrivals.total, arrivals.total_outside
    if not total:
        return ["No ticket was received."]
    lines = [f"{outside} of {total} tickets ({percent(outside, total)} %) came while the desk was closed."]
    busiest = busiest_closed(arrivals)
    if busiest is not None:
        hours = f"{DAYS[busiest.weekday]} {busiest.first:02}:00–{busiest.end:02}:00"
        lines.append(f"The busiest of these hours: {hours}, {busiest.count} of {outside}.")
    return lines


def opening(review: Review) -> str | None:
    """The hours that would be opened first, as `--open` takes them."""
    busiest = busiest_closed(review.arrivals)
    return None if busiest is None else f"{DAYS[busiest.weekday]} {busiest.first:02}:00-{busiest.end:02}:00"


def longer_lines(review: Review) -> Iterator[str]:
    """What the longer hours that were tried would have changed for the customer."""
    if review.longer is None:
        return
    changed = [change for change in review.longer.changes if change.tier is Tier.PUBLIC]
    for change in changed:
        before, after = change.before.tally, change.after.tally
        if (before.met, before.breached) != (after.met, after.breached):
            cell = f"{METRIC[change.metric]}, {called(change.severity, review.meanings.get(change.severity))}"
            yield f"{cell}: {_kept(before)} → {_kept(after)}"
    late = [sum(side.late for side in sides) for sides in zip(*[(c.before, c.after) for c in changed], strict=True)]
    yield (
        "Replies and resolutions stay where they were: this is what the promise would have cost had nobody worked then."
    )
    yield turned(review.longer, Tier.PUBLIC)
    if late:
        yield f"Late in all, in working time: {used(late[0])} as it was, {used(late[1])} with these hours."


def drift_rows(review: Review) -> list[tuple[str, ...]]:
    """Month, received, each severity in percent, raised, lowered."""
    found = []
    for mix in review.drift:
        total = mix.received.total()
        shares = [f"{percent(mix.received[severity], total)} %" if total else NOTHING for severity in SEVERITIES]
        month = f"{MONTHS[mix.month.month - 1][:3]} {mix.month.year}"
        found.append((month, str(total), *shares, str(mix.raised), str(mix.lowered)))
    return found


def drift_head(review: Review) -> tuple[str, ...]:
    names = (called(severity, review.meanings.get(severity)) for severity in SEVERITIES)
    return "Month", "Received", *names, "Raised", "Lowered"


def decision(held: Decision, review: Review) -> str:
    by = "" if held.due is None else f", by {long_day(held.due)}"
    return f"{held.owner}{by}{' (overdue)' if overdue(held, review) else ''}"


def overdue(held: Decision, review: Review) -> bool:
    return held.due is not None and held.is_open(review.now) and held.due < review.hours.day_of(review.now)


def outcome(held: Decision, review: Review) -> str:
    if held.is_open(review.now):
        return "open"
    day = long_day(review.hours.day_of(held.closed_at or 0))
    return f"closed {day}{': ' if held.outcome else ''}{held.outcome}"


SUPPLIER_HEAD = ("", "", "Agreed", "Achieved", "Waits", "Late in all")


def supplier_rows(review: Review) -> list[tuple[str, ...]]:
    """Supplier, severity, agreed, achieved, waits, by how much the late ones were late. A supplier serves tickets of
    several agreements, so a severity is called as it is everywhere."""
    return [
        (
            held.supplier,
            SEVERITY[held.severity],
            "no target" if held.agreed is None else f"{exact(held.agreed)}, {held.goal} %",
            _kept(Tally(met=held.met, breached=held.breached)),
            str(held.waits),
            exact(held.late) if held.late else NOTHING,
        )
        for held in review.suppliers
    ]


def unnamed_line(review: Review) -> str:
    return f"Waits on a third party that was not named: {review.unnamed}." if review.unnamed else ""
