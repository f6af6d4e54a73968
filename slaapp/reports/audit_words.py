"""What the audit of pauses, corrections and the clock found, in words."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from slaapp.domain.durations import left, used
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.audit_data import LAST_MINUTES, REPEATED, SHORT, ClockStep, Effect, LatePause, SilentPause, Standing
from slaapp.wording import METRIC, STATUS

STANDING: Mapping[Standing, str] = {
    Standing.MET: "met",
    Standing.LATE: "late",
    Standing.OPEN: "open",
    Standing.ENDED: "ended without a verdict",
    Standing.NOT_MEASURED: "not measured",
    Standing.ABSENT: "not there",
}


def looked_at(begun: int, words: Words) -> str:
    """What of the pauses is listed, and how many there were."""
    pauses, last, short = words.counted("count.pause", begun), words.exact(LAST_MINUTES), words.exact(SHORT)
    return words("audit.looked_at", pauses=pauses, last=last, times=REPEATED, short=short)


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


def effects_words(effects: Iterable[Effect], zone: ZoneInfo, words: Words | None = None) -> str:
    """What an entry changed, clock by clock, in English unless said; or that it changed none."""
    words = words or words_of(ENGLISH)
    return "; ".join(effect_words(effect, zone, words) for effect in effects) or words("audit.no_effect")


def effect_words(effect: Effect, zone: ZoneInfo, words: Words) -> str:
    """`resolution due 12 Feb 14:00 instead of 13 Feb 10:00, late instead of met`"""
    parts = []
    both = Standing.ABSENT not in (effect.state, effect.state_without)
    if both and effect.due_at != effect.due_without:
        due, without = _due(effect.due_at, zone, words), _due(effect.due_without, zone, words)
        parts.append(words("audit.due", due=due, without=without))
    if effect.state is not effect.state_without:
        parts.append(words("audit.state", state=words.of(effect.state), without=words.of(effect.state_without)))
    metric, changes = words.of(effect.metric, inside=True), ", ".join(parts)
    if effect.cycle > 1:
        return words("audit.effect_cycle", metric=metric, cycle=effect.cycle, changes=changes)
    return words("audit.effect", metric=metric, changes=changes)


def clock_step_words(step: ClockStep, zone: ZoneInfo, words: Words | None = None) -> str:
    """`written 12 Feb 14:00, 10 m behind the entry before it`, in English unless said."""
    words = words or words_of(ENGLISH)
    return words("audit.step", at=words.short_instant(step.recorded_at, zone), behind=words.exact(step.behind))


def _due(at: int | None, zone: ZoneInfo, words: Words) -> str:
    return words("audit.no_time") if at is None else words.short_instant(at, zone)
