"""What a clock card shows at an instant: figure, bar, both tiers' lines and the line at its foot."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import SOON, Band, Clock, Reading, State
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.spans import DAY, HOUR, MINUTE, Instant, Seconds
from slaapp.domain.value import Value
from ui import wording
from ui.wording import say

OPEN = (State.RUNNING, State.PAUSED, State.WAITING_FOR_OPENING, State.BREACHED)

_ICONS = {
    Band.CALM: "clock",
    Band.WARNING: "clock-alert",
    Band.BREACHED: "triangle-alert",
    Band.PAUSED: "pause",
    Band.RESTING: "moon",
    Band.MET: "check",
    Band.MISSED: "triangle-alert",
}


class TierLine(Value):
    """`rest` is what is left, late or was to spare; `wrong` where it is late; `brief` is `due` in fewer words."""

    tier: Tier
    target: str
    due: str
    rest: str
    wrong: bool = False
    brief: str = ""


class Face(Value):
    """`used` and `tick` are shares of the public target (None: no bar); `foot` is empty on a clock that has ended.
    `reason` is the cycle of which the reason is to be given: of those that were late the first that has none."""

    metric: Metric
    cycle: int
    band: Band
    icon: str
    figure: str
    used: float | None
    tick: float | None
    lines: tuple[TierLine, ...]
    foot: str
    reason: int | None

    @property
    def sentence(self) -> str:
        """The card as a screen reader says it."""
        lines = [f"{wording.tier(line.tier)}: {line.target}, {line.due}, {line.rest}" for line in self.lines]
        return ". ".join(part for part in (f"{wording.metric(self.metric)}, {self.figure}", *lines, self.foot) if part)


class Pair(Value):
    """One cycle of a metric in both tiers, read at one instant."""

    clock: Clock
    reading: Reading
    internal: Reading | None


def pairs(read: Iterable[tuple[Clock, Reading]]) -> tuple[Pair, ...]:
    """The latest cycle of each metric, in the order handed in; an internal clock stands with its public one."""
    listed = list(read)
    latest: dict[Metric, int] = {}
    for clock, _ in listed:
        if clock.tier is Tier.PUBLIC:
            latest[clock.metric] = max(clock.cycle, latest.get(clock.metric, 0))
    internal = {(clock.metric, clock.cycle): reading for clock, reading in listed if clock.tier is Tier.INTERNAL}
    return tuple(
        Pair(clock, reading, internal.get((clock.metric, clock.cycle)))
        for clock, reading in listed
        if clock.tier is Tier.PUBLIC and clock.cycle == latest[clock.metric]
    )


def next_figure(reading: Reading, now: Instant) -> Instant | None:
    """The next second at which a figure of this clock reads differently; None while they stand still."""
    if reading.state is State.BREACHED and reading.paused_by is None:
        late = reading.late or 0
        return now + 1 if late < MINUTE else now + MINUTE - late % MINUTE
    if reading.state is State.RUNNING and reading.left is not None:
        left = reading.left
        return now + 1 if left < SOON else now + left - (left - 1) // MINUTE * MINUTE
    return None


def face(pair: Pair, now: Instant, zone: ZoneInfo, names: Mapping[str, str], silent: int | None = None) -> Face:
    """`names` says what the tickets are called that the clock names, `silent` which cycle was late first and has no
    reason yet."""
    clock, reading = pair.clock, pair.reading
    tiers = [(Tier.PUBLIC, reading)]
    if pair.internal is not None and pair.internal.allowed is not None:
        tiers.append((Tier.INTERNAL, pair.internal))
    under_way = reading.state in OPEN
    paused = say("since {time}", time=durations.when(paused_since(clock, now), now, zone))
    earlier = ""
    if silent is not None and silent != clock.cycle:
        earlier = say("{clock} was late", clock=wording.numbered(clock.metric, silent))
    return Face(
        metric=clock.metric,
        cycle=clock.cycle,
        band=reading.band,
        icon=_ICONS.get(reading.band, "minus") if reading.verdict is not None or under_way else "minus",
        figure=_figure(reading),
        used=_share(reading.used, reading.allowed) if under_way else None,
        tick=_tick(reading, pair.internal) if under_way else None,
        lines=tuple(_line(tier, of, paused, now, zone) for tier, of in tiers if of.state is not State.NOT_MEASURED),
        foot=wording.joined(_foot(clock, reading, now, zone), _left_out(clock, names), earlier),
        reason=silent if silent is not None else clock.cycle if reading.breached else None,
    )


def _figure(reading: Reading) -> str:
    match reading.state:
        case State.NOT_MEASURED:
            return say("not measured")
        case State.NO_TARGET:
            return say("no target")
        case State.ENDED if reading.verdict is None:
            return say("ended")
        case State.ENDED if not reading.breached:
            return say("met {length}", length=wording.finished(reading))
        case State.PAUSED if reading.left is not None:
            return say("{length} left", length=durations.left(reading.left))
        case _:
            return wording.countdown(reading)


def _share(used: int, allowed: int | None) -> float | None:
    return None if not allowed else min(1.0, used / allowed)


def _tick(public: Reading, internal: Reading | None) -> float | None:
    if internal is None or internal.allowed is None or not public.allowed:
        return None
    return min(1.0, internal.allowed / public.allowed)


def _line(tier: Tier, reading: Reading, paused: str, now: Instant, zone: ZoneInfo) -> TierLine:
    """`paused` stands in the place of the due time of a clock that is paused."""
    if reading.allowed is None:
        return TierLine(tier, say("no target"), "", "")
    target = wording.exact(reading.allowed)
    if reading.state is State.ENDED:
        due, brief = _by(reading, now, zone)
        return TierLine(tier, target, due, _spare(reading), wrong=reading.breached, brief=brief)
    brief = ""
    if reading.due_at is not None:
        due = wording.due_in_words(reading.due_at, now, zone)
        brief = durations.when(reading.due_at, now, zone)
    else:
        due = paused if reading.state is State.PAUSED else say("never due")
    if reading.late and not wording.overspent(reading):
        rest = say("{length} late", length=_short(reading.late, durations.late))
        return TierLine(tier, target, due, rest, wrong=reading.breached, brief=brief)
    rest = say("{length} left", length=_short(reading.left or 0, durations.left))
    return TierLine(tier, target, due, rest, brief=brief)


def _by(reading: Reading, now: Instant, zone: ZoneInfo) -> tuple[str, str]:
    """When it was due, and in fewer words: of a day that is long over without the time of day."""
    if reading.due_at is None:
        return "", ""
    day, today = (durations.wall_time(at, zone).date() for at in (reading.due_at, now))
    brief = durations.when(reading.due_at, now, zone)
    if abs(day - today) > timedelta(days=6):
        brief = durations.short_day(day) + ("" if day.year == today.year else f" {day.year}")
    return say("by {time}", time=wording.time_and_day(reading.due_at, now, zone)), say("by {time}", time=brief)


def _spare(reading: Reading) -> str:
    if reading.verdict is None:
        return ""
    if reading.breached:
        return say("{length} late", length=_short(reading.late or 0, durations.late))
    return say("{length} spare", length=_short(reading.left or 0, durations.left))


def _short(seconds: Seconds, words: Callable[[Seconds], str]) -> str:
    """From a day on whole hours are enough, as in a countdown."""
    return f"{seconds // HOUR}{durations.NARROW}h" if seconds >= DAY else words(seconds)


def _foot(clock: Clock, reading: Reading, now: Instant, zone: ZoneInfo) -> str:
    match reading.state:
        case State.NOT_MEASURED:
            return "" if clock.excluded is None else wording.not_measured(clock.excluded)
        case State.PAUSED:
            if wording.overspent(reading):
                return say("paused · if resumed now: overdue at once")
            if reading.due_if_resumed is None:
                return say("paused, never due")
            due = durations.when(reading.due_if_resumed, now, zone)
            return say("paused · if resumed now due {time}", time=due)
        case State.WAITING_FOR_OPENING if reading.counts_again_at is not None:
            return say("counts again {time}", time=durations.when(reading.counts_again_at, now, zone))
        case State.RUNNING | State.BREACHED | State.WAITING_FOR_OPENING:
            elapsed = say("{length} elapsed", length=_short(reading.used, durations.used))
            if clock.after_window:
                elapsed += " · " + say("fresh time")
            if reading.paused:
                return elapsed + " · " + say("{length} paused", length=_short(reading.paused, durations.used))
            return elapsed + " " + say("since {time}", time=durations.when(clock.started_at, now, zone))
        case _:
            return ""


def _left_out(clock: Clock, names: Mapping[str, str]) -> str:
    """Of a clock that was decided all the same: why the adjusted figure leaves it out (C13 to C15)."""
    if not clock.measured or (clock.excluded is None and not clock.waived):
        return ""
    if clock.merged_into is not None and clock.excluded is NotMeasuredReason.MERGED:
        why = say("merged into {ticket}", ticket=names.get(clock.merged_into, ""))
    else:
        why = say("waived") if clock.excluded is None else wording.not_measured(clock.excluded)
    return say("left out of the adjusted figure: {why}", why=why)


def paused_since(clock: Clock, now: Instant) -> Instant:
    """When the pause began that holds at `now`."""
    held = [phase for phase in clock.phases if phase.start <= now] or clock.phases[:1]
    return held[-1].start
