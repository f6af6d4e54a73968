"""The review in words: the same lines on the command line, in the window and on the printed sheet, in English unless
another language is given."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from slaapp.domain.achievable import ENOUGH, SHARES, Achievable
from slaapp.domain.agreement import Tier
from slaapp.domain.arrivals import busiest_closed
from slaapp.domain.compliance import SEVERITIES, Tally, percent
from slaapp.domain.durations import AT_LEAST, DAYS, wall_time
from slaapp.domain.spans import HOUR, Seconds, Span
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.review_data import Decision, Gap, Review
from slaapp.reports.severity_names import called
from slaapp.reports.what_if_words import turned

NOTHING = "\N{EN DASH}"


def period(looked_back: Span, zone: ZoneInfo, words: Words | None = None) -> str:
    """The days on which the tickets were received."""
    words = words or words_of(ENGLISH)
    first, last = (words.long_day(wall_time(at, zone).date()) for at in (looked_back.start, looked_back.end - 1))
    return words("review.period", first=first, last=last)


def length(seconds: Seconds, day: Seconds, words: Words | None = None) -> str:
    """`8 h`, and above it with how many of the usual working days that is: `14 h (2 days)`."""
    words = words or words_of(ENGLISH)
    days, rest = divmod(seconds, day)
    whole = seconds > 8 * HOUR and not rest
    return words.counted("review.days", days, length=words.exact(seconds)) if whole else words.exact(seconds)


def agreed(gap: Gap, words: Words | None = None) -> str:
    words = words or words_of(ENGLISH)
    if gap.agreed is None:
        return words("review.no_target")
    return words("review.goal", length=length(gap.agreed, gap.day, words), goal=gap.goal)


def achieved(gap: Gap, words: Words | None = None) -> str:
    return _kept(gap.achieved, words or words_of(ENGLISH))


def _kept(tally: Tally, words: Words) -> str:
    if not tally.decided:
        return words("review.no_data")
    met, decided = words.count(tally.met), words.count(tally.decided)
    return words("review.kept", share=words.number(tally.shown()), met=met, decided=decided)


def would_have_kept(found: Achievable, day: Seconds, words: Words | None = None) -> str:
    return f"{AT_LEAST + ' ' if found.at_least else ''}{length(found.target, day, words)}"


def gap_head(words: Words | None = None) -> tuple[str, ...]:
    """Of `gap_cells`, and of what is wished."""
    words = words or words_of(ENGLISH)
    named = _heads(words, "agreed", "achieved", "cases")
    within = (words("review.head.within", share=share) for share in SHARES)
    return "", "", *named, *within, words("review.head.wished")


def gap_cells(gap: Gap, words: Words | None = None) -> tuple[str, ...]:
    """Metric, severity, agreed, achieved, cases, and the target of each of `SHARES`."""
    words = words or words_of(ENGLISH)
    targets = [would_have_kept(found, gap.day, words) for found in gap.achievable] or [NOTHING] * len(SHARES)
    cases = f"{gap.cases} *" if gap.few else words.count(gap.cases)
    name = called(gap.severity, gap.meaning, words)
    return words.of(gap.metric), name, agreed(gap, words), achieved(gap, words), cases, *targets


def wished(gap: Gap, words: Words | None = None) -> str:
    """Empty where nothing was noted."""
    return "" if gap.wished is None else length(gap.wished, gap.day, words)


def kept_as_wished(gap: Gap) -> str:
    """In how many of the cases; empty where nothing is wished."""
    tally = gap.kept_as_wished
    return _kept(tally, words_of(ENGLISH)) if tally is not None and tally.decided else ""


def how(words: Words | None = None) -> str:
    """What cases are, and a target that would have been kept."""
    return (words or words_of(ENGLISH))("review.how")


def few(words: Words | None = None) -> str:
    """What the star means."""
    return (words or words_of(ENGLISH))("review.few", enough=ENOUGH)


def cushion_head(words: Words | None = None) -> tuple[str, ...]:
    return "", "", *_heads(words or words_of(ENGLISH), "cases", "used_some", "half", "nine")


def cushion_rows(review: Review, words: Words | None = None) -> list[tuple[str, ...]]:
    """Metric, severity, cases, how many the margin saved, what half and nine of ten used of it at most."""
    words = words or words_of(ENGLISH)
    return [
        (
            words.of(gap.metric),
            called(gap.severity, gap.meaning, words),
            words.count(held.cases),
            words.count(held.touched),
            *(_share(of_margin, words) for of_margin in held[2:]),
        )
        for gap in review.gaps
        if (held := gap.cushion) is not None
    ]


def _share(of_margin: int, words: Words) -> str:
    return words("review.all_and_more") if of_margin > 100 else words("review.percent", share=of_margin)


def arrival_lines(review: Review, words: Words | None = None) -> list[str]:
    words, arrivals = words or words_of(ENGLISH), review.arrivals
    total, outside = arrivals.total, arrivals.total_outside
    if not total:
        return [words("review.nothing_received")]
    share = words.number(percent(outside, total))
    lines = [words("review.while_closed", outside=words.count(outside), total=words.count(total), share=share)]
    busiest = busiest_closed(arrivals)
    if busiest is not None:
        day = words.several("date.days")[busiest.weekday]
        hours = f"{day} {busiest.first:02}:00–{busiest.end:02}:00"
        count = words.count(busiest.count)
        lines.append(words("review.busiest", hours=hours, count=count, outside=words.count(outside)))
    return lines


def opening(review: Review) -> str | None:
    """The hours that would be opened first, as `--open` takes them."""
    busiest = busiest_closed(review.arrivals)
    return None if busiest is None else f"{DAYS[busiest.weekday]} {busiest.first:02}:00-{busiest.end:02}:00"


def longer_lines(review: Review, words: Words | None = None) -> Iterator[str]:
    """What the longer hours that were tried would have changed for the customer."""
    if review.longer is None:
        return
    words = words or words_of(ENGLISH)
    changed = [change for change in review.longer.changes if change.tier is Tier.PUBLIC]
    for change in changed:
        before, after = change.before.tally, change.after.tally
        if (before.met, before.breached) != (after.met, after.breached):
            name = called(change.severity, review.meanings.get(change.severity), words)
            cell = f"{words.of(change.metric)}, {name}"
            yield words("review.changed", cell=cell, was=_kept(before, words), now=_kept(after, words))
    late = [sum(side.late for side in sides) for sides in zip(*[(c.before, c.after) for c in changed], strict=True)]
    yield words("review.stayed")
    yield turned(review.longer, Tier.PUBLIC, words)
    if late:
        yield words("review.late_in_all", before=words.used(late[0]), after=words.used(late[1]))


def drift_rows(review: Review, words: Words | None = None) -> list[tuple[str, ...]]:
    """Month, received, each severity in percent, raised, lowered."""
    words = words or words_of(ENGLISH)
    found = []
    for mix in review.drift:
        total = mix.received.total()
        shares = [
            words.percent(percent(mix.received[severity], total)) if total else NOTHING for severity in SEVERITIES
        ]
        month = f"{words.short_month(mix.month.month)} {mix.month.year}"
        received, raised, lowered = map(words.count, (total, mix.raised, mix.lowered))
        found.append((month, received, *shares, raised, lowered))
    return found


def drift_head(review: Review, words: Words | None = None) -> tuple[str, ...]:
    words = words or words_of(ENGLISH)
    names = (called(severity, review.meanings.get(severity), words) for severity in SEVERITIES)
    return *_heads(words, "month", "received"), *names, *_heads(words, "raised", "lowered")


def decision(held: Decision, review: Review) -> str:
    words = words_of(ENGLISH)
    by = "" if held.due is None else words("review.by", day=words.long_day(held.due))
    return f"{held.owner}{by}{words('review.overdue') if overdue(held, review) else ''}"


def overdue(held: Decision, review: Review) -> bool:
    return held.due is not None and held.is_open(review.now) and held.due < review.hours.day_of(review.now)


def outcome(held: Decision, review: Review, words: Words | None = None) -> str:
    words = words or words_of(ENGLISH)
    if held.is_open(review.now):
        return words("review.open")
    day = words.long_day(review.hours.day_of(held.closed_at or 0))
    return words("review.closed_with" if held.outcome else "review.closed", day=day, outcome=held.outcome)


def supplier_head(words: Words | None = None) -> tuple[str, ...]:
    return "", "", *_heads(words or words_of(ENGLISH), "agreed_only", "achieved", "waits", "late")


def supplier_rows(review: Review, words: Words | None = None) -> list[tuple[str, ...]]:
    """Supplier, severity, agreed, achieved, waits, by how much the late ones were late. A supplier serves tickets of
    several agreements, so a severity is called as it is everywhere."""
    words = words or words_of(ENGLISH)
    return [
        (
            held.supplier,
            words.of(held.severity),
            words("review.no_target")
            if held.agreed is None
            else words("review.goal", length=words.exact(held.agreed), goal=held.goal),
            _kept(Tally(met=held.met, breached=held.breached), words),
            words.count(held.waits),
            words.exact(held.late) if held.late else NOTHING,
        )
        for held in review.suppliers
    ]


def unnamed_line(review: Review, words: Words | None = None) -> str:
    words = words or words_of(ENGLISH)
    return words("review.unnamed", count=words.count(review.unnamed)) if review.unnamed else ""


def _heads(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(words(f"review.head.{name}") for name in names)
