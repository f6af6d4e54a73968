"""What the audit of pauses, corrections and the clock found, in words."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from slaapp.domain.durations import exact, left, short_instant, used
from slaapp.reports.audit_data import LAST_MINUTES, REPEATED, SHORT, ClockStep, Effect, LatePause, SilentPause, Standing
from slaapp.reports.texts import counted
from slaapp.wording import METRIC, STATUS

STANDING: Mapping[Standing, str] = {
    Standing.MET: "met",
    Standing.LATE: "late",
    Standing.OPEN: "open",
    Standing.ENDED: "ended without a verdict",
    Standing.NOT_MEASURED: "not measured",
    Standing.ABSENT: "not there",
}
NO_EFFECT = "no due time and no verdict would be different without it"
CLOCK_WAS_RIGHT = "No entry was written while the computer’s clock stood behind an earlier one."


def looked_at(begun: int) -> str:
    """What of the pauses is listed, and how many there were."""
    return (
        f"{counted(begun, 'pause')} began. Listed are those that began with at most {exact(LAST_MINUTES)} of a target "
        f"left, those without a message to the customer within {exact(LAST_MINUTES)} of their beginning, and tickets "
        f"that were paused {REPEATED} times or more for less than {exact(SHORT)} each, all in support hours."
    )


def late_pause_words(pause: LatePause) -> str:
    """`Waiting on customer with 10 m left of resolution, met`"""
    return (
        f"{STATUS[pause.status]} with {left(pause.left)} left of {METRIC[pause.metric].lower()}, "
        f"{STANDING[pause.state]}"
    )


def silent_pause_words(pause: SilentPause) -> str:
    """`Waiting on customer without a message, 4 h`"""
    length = used(pause.paused) + (" so far" if pause.ended_at is None else "")
    return f"{STATUS[pause.status]} without a message, {length}"


def effects_words(effects: Iterable[Effect], zone: ZoneInfo) -> str:
    """What an entry changed, clock by clock; `NO_EFFECT` where it changed none."""
    return "; ".join(effect_words(effect, zone) for effect in effects) or NO_EFFECT


def effect_words(effect: Effect, zone: ZoneInfo) -> str:
    """`resolution due 12 Feb 14:00 instead of 13 Feb 10:00, late instead of met`"""
    parts = []
    both = Standing.ABSENT not in (effect.state, effect.state_without)
    if both and effect.due_at != effect.due_without:
        parts.append(f"due {_due(effect.due_at, zone)} instead of {_due(effect.due_without, zone)}")
    if effect.state is not effect.state_without:
        parts.append(f"{STANDING[effect.state]} instead of {STANDING[effect.state_without]}")
    cycle = f" {effect.cycle}" if effect.cycle > 1 else ""
    return f"{METRIC[effect.metric].lower()}{cycle} {', '.join(parts)}"


def clock_step_words(step: ClockStep, zone: ZoneInfo) -> str:
    """`written 12 Feb 14:00, 10 m behind the entry before it`"""
    return f"written {short_instant(step.recorded_at, zone)}, {exact(step.behind)} behind the entry before it"


def _due(at: int | None, zone: ZoneInfo) -> str:
    return "at no time yet" if at is None else short_instant(at, zone)
