"""With whom the ball was while late targets ran, as the template takes it and the window shows it."""

from collections.abc import Sequence

from slaapp.documents.month_actions import by_ticket
from slaapp.documents.month_back import clock_words
from slaapp.documents.month_front import NOTHING, Shown
from slaapp.domain.ball import Holder
from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import AT_LEAST, NARROW
from slaapp.reports.facts import capital
from slaapp.reports.month_report import LateTarget, MonthlyReport


def balls(report: MonthlyReport) -> Shown:
    """Of every late target of which that is known: open hours to scale, closed ones folded."""
    words = report.words
    targets = [target for target in (*report.late, *report.still_late) if target.turns]
    held = [holder for holder in Holder if any(turn.holder is holder for target in targets for turn in target.turns)]
    done = by_ticket(report)
    return {
        "holders": [{"holder": holder.value, "words": capital(words.of(holder))} for holder in held],
        "scale": words("section.ball.scale"),
        "rows": [_strip(target, held, report) | {"actions": done.get(target.number, [])} for target in targets],
    }


def _strip(target: LateTarget, holders: Sequence[Holder], report: MonthlyReport) -> Shown:
    words, zone = report.words, zone_info(report.zone)
    lengths = {holder: sum(turn.length for turn in target.turns if turn.holder is holder) for holder in holders}
    end = report.cut_off if target.ended_at is None else target.ended_at
    by_calendar = NOTHING if target.due_at is None else words.late(max(0, end - target.due_at))
    at_least = f"{AT_LEAST}{NARROW}" if target.running else ""
    due = NOTHING if target.due_at is None else words.short_instant(target.due_at, zone)
    return {
        "number": str(target.number),
        "clock": clock_words(target.metric, target.target, words),
        "late": f"{at_least}{words.late(target.late)}",
        "by_calendar": f"{at_least}{by_calendar}",
        "received": words("section.ball.received", at=words.short_instant(target.received_at, zone)),
        "due": words("section.ball.due", at=due),
        "from": words.short_instant(target.turns[0].start, zone),
        "to": words.short_instant(target.turns[-1].end, zone),
        "turns": [{"holder": turn.holder.value, "length": turn.length} for turn in target.turns],
        "lengths": [words.used(lengths[holder]) if lengths[holder] else NOTHING for holder in holders],
        "alt": "; ".join(f"{words.of(turn.holder)} {words.used(turn.length)}" for turn in target.turns),
    }
