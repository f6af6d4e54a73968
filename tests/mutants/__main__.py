"""Plant bugs in clocks, histories, working time and what is counted, one at a time; the quick tests must find each.

    python -m tests.mutants [--quick]

A copy of the engine gets one small wrong change, and the tests run against the copy: the stories, and where they find
nothing, everything about the domain. A change that no longer applies exactly once fails the run: then the list below
has to follow the code. With `--quick` a few are planted, and only the stories are told.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
STORIES = (
    "tests/stories/test_worked_examples.py",
    "tests/stories/test_rules.py",
    "tests/stories/test_corners.py",
    "tests/domain/test_reading.py",
    "tests/commands/test_simulate.py",
)
DOMAIN = ("tests/domain",)


class Mutant(NamedTuple):
    file: str
    right: str
    wrong: str


MUTANTS = (
    Mutant("clock.py", "at > clock.breached_at", "at >= clock.breached_at"),
    Mutant(
        "clock.py", "due_at, due_if_resumed = None, hours.after(at, left)", "due_if_resumed = hours.after(at, left)"
    ),
    Mutant(
        "clock.py",
        "else (0, used - allowed)\n    if clock.breached_at is not None",
        "else (allowed - used, used - allowed)\n    if clock.breached_at is not None",
    ),
    Mutant("clock.py", "100 * used >= phase.warn_at * allowed", "100 * used > phase.warn_at * allowed"),
    Mutant(
        "clock.py",
        "    if paused_by is None:\n        used += since",
        "    used += since\n    if paused_by is None:\n        pass",
    ),
    Mutant("clock.py", "        paused += since", "        pass"),
    Mutant("lanes.py", "due_at > end", "due_at >= end"),
    Mutant("lanes.py", "goes_on_at >= end", "goes_on_at > end"),
    Mutant(
        "lanes.py",
        "        return part.severity >= level.severity\n    return level.covers(part)",
        "        return part.severity > level.severity\n    return level.covers(part)",
    ),
    Mutant("lanes.py", "return part.severity is level.severity and level.covers(part)", "return level.covers(part)"),
    Mutant(
        "measure.py",
        "(lane.breached_at, lane.due_at, -lane.level.severity)",
        "(-lane.breached_at, lane.due_at, -lane.level.severity)",
    ),
    Mutant("cycles.py", "starts = beat.kind is _REOPENED or (", "starts = ("),
    Mutant("cycles.py", "judged = beat.kind is _REPLIED", "judged = True"),
    Mutant("cycles.py", "asked = asked or beat", "asked = beat"),
    Mutant("cycles.py", "if not within_window(resolved_at, beat.at):", "if within_window(resolved_at, beat.at):"),
    Mutant("history.py", "return type(event) is not Received", "return True"),
    Mutant("history.py", "key=as_written, reverse=True", "key=as_written"),
    Mutant("history.py", "event.occurred_at <= until", "event.occurred_at < until"),
    Mutant("timeline.py", "max(self.until, self.since), status", "self.since, status"),
    Mutant(
        "timeline.py",
        "            if self.status is Status.WAITING_CUSTOMER:\n",
        "            if self.status is Status.SCHEDULED:\n",
    ),
    Mutant("timeline.py", "max(event.occurred_at, received.occurred_at)", "event.occurred_at"),
    Mutant("winding.py", "hours.day_of(reopened_at) <= last", "hours.day_of(reopened_at) < last"),
    Mutant("winding.py", "breached_at >= mark.at", "breached_at > mark.at"),
    Mutant("winding.py", "waiver.occurred_at >= breached_at", "waiver.occurred_at < breached_at"),
    Mutant("working_time.py", "i = bisect_left(table.counted, goal)", "i = bisect_right(table.counted, goal)"),
    Mutant("working_time.py", "return i >= 0 and at < table.closes[i]", "return i >= 0 and at <= table.closes[i]"),
    Mutant(
        "working_time.py", "return table.worked(b) - table.worked(a)", "return abs(table.worked(b) - table.worked(a))"
    ),
    Mutant(
        "agreement.py",
        "_BY_WAITING_ON_CUSTOMER = frozenset({Status.WAITING_CUSTOMER, Status.SCHEDULED})",
        "_BY_WAITING_ON_CUSTOMER = frozenset({Status.WAITING_CUSTOMER})",
    ),
    Mutant(
        "clock.py", "return due_at is None, due_at or 0, -phase.severity", "return due_at is None, 0, -phase.severity"
    ),
    Mutant("measure.py", "max(part.start, breached_at + 1)", "max(part.start, breached_at)"),
    Mutant("measure.py", "(lane.breached_at, lane.due_at, -lane", "(lane.breached_at, -lane"),
    Mutant("measure.py", "self.due_in(lane, index) or NEVER, -lane", "self.due_in(lane, index) or NEVER, lane"),
    Mutant("measure.py", "part.status in promise.pauses", "part.status in part.terms.agreement.pauses"),
    Mutant(
        "lanes.py",
        "lane.due_at = at if promise.allowed is not None and used >= promise.allowed else None",
        "lane.due_at = None",
    ),
    Mutant("lanes.py", "if index < later), self.due_at)", "if index > later), self.due_at)"),
    Mutant("agreement.py", "target.allowed < own.allowed", "target.allowed > own.allowed"),
    Mutant("winding.py", "begun.order < mark.order", "begun.order > mark.order"),
    Mutant("winding.py", "end.order < mark.order", "end.order > mark.order"),
    Mutant("timeline.py", "BeatKind.SHUT if self.gone else BeatKind.RESOLVED", "BeatKind.RESOLVED"),
    Mutant("timeline.py", "takes_out(event) and not (self.status.done or self.gone)", "takes_out(event)"),
    Mutant("cycles.py", "_ENDING = (BeatKind.RESOLVED, BeatKind.SHUT)", "_ENDING = (BeatKind.RESOLVED, BeatKind.LEFT)"),
    Mutant("cycles.py", "beat.kind is _REPLIED and not beat.status.done", "beat.kind is _REPLIED"),
    Mutant("history.py", "found and not isinstance(found[0], Received)", "found and False"),
    Mutant("why.py", "how.broken.breached_at or 0) < self.stop", "how.broken.breached_at or 0) <= self.stop"),
    Mutant("why.py", "if start > at:", "if start < at:"),
    Mutant("why.py", "not start < self.breached_at < end", "True"),
    Mutant("cycles.py", "(stop is None or end < stop)", "(stop is None or end > stop)"),
    Mutant("timeline.py", "self.steady = self.steady and event.severity is self.severity", "self.steady = self.steady"),
    Mutant("winding.py", "straight_on = course.steady and len(line) == 1", "straight_on = course.steady"),
    Mutant("winding.py", "len(promise.rungs) == 1", "len(promise.rungs) >= 1"),
    Mutant("straight.py", "stop is None or stop > since", "stop is None or stop >= since"),
    Mutant("straight.py", "used + length >= allowed", "used + length > allowed"),
    Mutant("straight.py", "if breached_at < since:", "if breached_at <= since:"),
    Mutant("straight.py", "breached_at + 1, status, allowed + 1", "breached_at + 1, status, allowed"),
    Mutant("straight.py", "(end is not None or status in pauses)", "end is not None"),
    Mutant("compliance.py", "period.start <= at < period.end\n    )", "period.start < at <= period.end\n    )"),
    Mutant("compliance.py", "max(1, -(-p * n // 100))", "max(1, p * n // 100)"),
    Mutant(
        "compliance.py",
        "if decided_at is None or basis is CountingBasis.DECIDED:",
        "if basis is CountingBasis.DECIDED:",
    ),
    Mutant(
        "compliance.py",
        "self.breached - self.waived - self.set_aside_breached",
        "self.breached - self.set_aside_breached",
    ),
    Mutant("compliance.py", "return self.met - self.set_aside_met", "return self.met"),
    Mutant(
        "compliance.py",
        "return (100 - goal) * (self.decided if decided is None else decided) // 100 - self.breached",
        "return -((goal - 100) * (self.decided if decided is None else decided) // 100) - self.breached",
    ),
    Mutant("flow.py", "self.reopened - self.resolved - self.left_otherwise", "self.reopened - self.resolved"),
    Mutant(
        "flow.py",
        "self._change[bisect_right(borders, start)] += 1",
        "self._change[bisect_right(borders, start - 1)] += 1",
    ),
    Mutant("flow.py", "place = bisect_right(self._borders, at) - 1", "place = bisect_right(self._borders, at - 1) - 1"),
    Mutant(
        "flow.py",
        "hours.day_of(received_at) + one_day, hours.day_of(at - 1)",
        "hours.day_of(received_at), hours.day_of(at - 1)",
    ),
    Mutant("flow.py", "hours.day_of(at - 1)", "hours.day_of(at)"),
    Mutant(
        "flow.py",
        "return hours.working_days(first, last + one_day) if first <= last else 0",
        "return (last - first).days + 1 if first <= last else 0",
    ),
    Mutant("ball.py", "if found and found[-1].holder is turn.holder:", "if False:"),
    Mutant("ball.py", "yield Turn(Holder.DONE, begin, stop)", "yield from _open_parts(piece, hours, begin, stop)"),
    Mutant("forecast.py", "longest = max(kept,", "longest = min(kept,"),
    Mutant("forecast.py", "if busy > job.due:", "if busy >= job.due:"),
)
QUICK = (0, 7, 15, 24)
"""A few for the suite, each found by a story: breach at the second, the end of an opening, the order of events, due at
closing."""


def is_killed(mutant: Mutant, folder: Path, *, thorough: bool) -> bool:
    """Whether a test fails with this change; ValueError when it does not apply exactly once."""
    path = folder / "slaapp" / "domain" / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.right) != 1:
        raise ValueError(f"{mutant.file} holds {source.count(mutant.right)} times: {mutant.right}")
    path.write_text(source.replace(mutant.right, mutant.wrong), encoding="utf-8")
    try:
        return run_tests(folder, STORIES) == 1 or (thorough and run_tests(folder, DOMAIN) == 1)
    finally:
        path.write_text(source, encoding="utf-8")


def run_tests(folder: Path, tests: Sequence[str]) -> int:
    """pytest's exit code on the copy: 0 all pass, 1 some fail; anything else is no answer."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    code = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, check=False).returncode
    if code not in (0, 1):
        raise ValueError(f"the tests did not run: pytest gave {code}")
    return code


def copy_of_project(folder: Path) -> Path:
    for name in ("slaapp", "tests", "resources", "ui"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def main(words: Sequence[str]) -> int:
    quick = "--quick" in words
    chosen = [MUTANTS[place] for place in QUICK] if quick else list(MUTANTS)
    alive = []
    with tempfile.TemporaryDirectory() as name:
        folder = copy_of_project(Path(name))
        if run_tests(folder, STORIES) != 0 or (not quick and run_tests(folder, DOMAIN) != 0):
            print("The tests fail without any planted bug; nothing was tried.")
            return 1
        for number, mutant in enumerate(chosen, start=1):
            killed = is_killed(mutant, folder, thorough=not quick)
            print(
                f"{number:2} of {len(chosen)}  {'found' if killed else 'LIVES'}  {mutant.file}: {mutant.wrong}",
                flush=True,
            )
            if not killed:
                alive.append(mutant)
    print(f"{len(chosen) - len(alive)} of {len(chosen)} planted bugs were found.")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
