"""The agreement that is looked at or worked on: one version, what it is compared with, and the edits of its draft."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Tier
from slaapp.domain.agreement_checks import Finding
from slaapp.domain.errors import Refusal
from slaapp.domain.sections import Part
from slaapp.domain.spans import Seconds
from slaapp.domain.working_time import WorkingTime
from slaapp.engine import Engine
from slaapp.services.agreement_versions import UNDER_WORK, Listed, Version
from slaapp.services.changes import Changes
from ui.commands import Commands
from ui.undo import Step, taking_back_records
from ui.wall_clock import WallClock
from ui.widgets.forbidden import WHY
from ui.widgets.runs import one_line
from ui.wording import say


class Editing(QObject):
    """Every edit is kept at once as the draft. `shown` says that another version, or the same with other content, is
    to be seen; `done` carries words and the Step that undoes it, `edited` those of an edit: they need not be told."""

    shown = Signal()
    done = Signal(str, object)
    edited = Signal(str, object)

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, typed: dict[str, Any], parent: QObject
    ) -> None:
        """`typed` is what was typed and is not saved: the window writes it down, so that a crash does not take it."""
        super().__init__(parent)
        self.typed = typed
        self.engine, self.commands, self.clock = engine, commands, clock
        self.listed: Listed | None = None
        self.version: Version | None = None
        self.hours: Mapping[str, WorkingTime] = {}
        self.findings: tuple[Finding, ...] = ()
        self._number: int | None = None

    @property
    def agreement(self) -> Agreement:
        assert self.version is not None
        return self.version.agreement

    @property
    def editable(self) -> bool:
        return self.version is not None and self.version.state in UNDER_WORK and not self.engine.read_only

    @property
    def why_fixed(self) -> str:
        """Why what is seen cannot be edited."""
        if self.engine.read_only:
            return say(WHY)
        return say("What was in force is not changed. Edit begins the next version.")

    @property
    def before(self) -> Agreement | None:
        """The version before the one that is seen."""
        return next(iter(self.older), None)

    @property
    def older(self) -> list[Agreement]:
        """Every version before the one that is seen, the newest first."""
        assert self.listed is not None
        every = (held.agreement for held in self.listed.versions)
        return [held for held in every if held.version < self.agreement.version]

    @property
    def numbers(self) -> Mapping[Part, str]:
        """Of the sections of the version that is seen."""
        return self.engine.papers.numbers(self.agreement, self.clock.now())

    def turn(self, name: str, number: int | None = None) -> None:
        """To a version of an agreement: the draft where there is one, else the one in force."""
        self._number = number
        self._read(name)

    def read(self) -> None:
        """Again, what is seen stays as far as it is still there."""
        if self.listed is not None:
            self._read(self.listed.name)

    def _read(self, name: str) -> None:
        now = self.clock.now()
        try:
            self.listed = self.engine.agreements.one(name, now)
            held = [one for one in self.listed.versions if one.agreement.version == self._number]
            usual = self.listed.draft or self.listed.in_force or self.listed.versions[0]
            self.version = held[0] if held else usual
            self.findings = self.engine.agreements.findings(self.agreement, now)
            self.hours = self.engine.agreements.hours()
            self._forget_typed(self.listed)
        except Refusal as refusal:
            self.listed = self.version = None
            self.commands.refused.emit(str(refusal))
        self.shown.emit()

    # What is typed and not saved

    def hold(self, place: str, words: object) -> None:
        """Of a field of the version that is seen; None: it says what is kept."""
        if words is None:
            self.typed.pop(self._key(place), None)
        else:
            self.typed[self._key(place)] = words

    def held(self, place: str) -> Any:
        """What was typed there before, None: nothing."""
        return self.typed.get(self._key(place))

    def _key(self, place: str) -> str:
        return "\n".join((self.agreement.name, str(self.agreement.version), place))

    def _forget_typed(self, listed: Listed) -> None:
        """What belongs to a version that is there no more."""
        there = {str(one.agreement.version) for one in listed.versions}
        for key in [*self.typed]:
            name, _, rest = key.partition("\n")
            if rest and name == listed.name and rest.partition("\n")[0] not in there:
                del self.typed[key]

    def begin(self) -> None:
        """The draft of the next version, to be worked on."""
        assert self.listed is not None
        if self.commands.run(self.engine.agreements.begin, self.listed.name):
            self.turn(self.listed.name)

    def change(self, **fields: object) -> bool:
        """Keep the draft with these fields; False when it was refused, which is said then."""
        return self.keep(replace(self.agreement, **fields))

    def keep(self, draft: Agreement) -> bool:
        if not self.editable or draft == self.agreement:
            return self.editable
        before = self.agreement
        kept = self.commands.run(self.engine.agreements.save, draft)  # the page reads again, as after any change
        if kept:
            self.edited.emit(say("Edit of {name}", name=one_line(draft.name)), Step(lambda: self._turn_back(before)))
        return kept

    def _turn_back(self, to: Agreement) -> Step:
        """The draft as it was before an edit, or after it again."""
        draft = self.engine.agreements.one(to.name, self.clock.now()).draft
        if draft is None or draft.agreement.version != to.version:
            raise Refusal(say("The draft is gone: it was discarded, or put in force. Nothing was changed."))
        self.commands.attempt(self.engine.agreements.save, to)
        self.turn(to.name)
        return Step(lambda: self._turn_back(draft.agreement))

    def target(self, metric: Metric, severity: Severity, tier: Tier) -> Target | None:
        return _target(self.agreement, metric, severity, tier)

    def length_before(self, metric: Metric, severity: Severity, tier: Tier) -> Seconds | None:
        held = None if self.before is None else _target(self.before, metric, severity, tier)
        return None if held is None else held.allowed

    def set_length(self, metric: Metric, severity: Severity, tier: Tier, length: Seconds | None) -> bool:
        """None: no target."""
        others = [
            one for one in self.agreement.targets if (one.metric, one.severity, one.tier) != (metric, severity, tier)
        ]
        held = self.target(metric, severity, tier)
        if length is not None:
            new = Target(metric, severity, tier, length, self.goal, self.warn_at)
            others.append(new if held is None else replace(held, allowed=length))
        return self.change(targets=in_order(others))

    def set_in_cell(
        self,
        metric: Metric,
        severity: Severity,
        tier: Tier,
        *,
        goal: int | None = None,
        warn_at: int | None = None,
    ) -> None:
        """The goal or the warning of one target; None leaves it."""
        held = self.target(metric, severity, tier)
        if held is not None:
            new = replace(held, goal=goal or held.goal, warn_at=warn_at or held.warn_at)
            self.change(targets=tuple(new if one is held else one for one in self.agreement.targets))

    def set_goal(self, goal: int) -> None:
        """Of every target that has none of its own."""
        usual = self.goal
        self.change(
            targets=tuple(replace(one, goal=goal) if one.goal == usual else one for one in self.agreement.targets)
        )

    def set_warning(self, warn_at: int) -> None:
        """Of every target that has none of its own."""
        usual = self.warn_at
        self.change(
            targets=tuple(
                replace(one, warn_at=warn_at) if one.warn_at == usual else one for one in self.agreement.targets
            )
        )

    @property
    def goal(self) -> int:
        """Of the agreement: that of most targets."""
        return _usual([one.goal for one in self.agreement.targets], 90)

    @property
    def warn_at(self) -> int:
        return _usual([one.warn_at for one in self.agreement.targets], 75)

    def tell_new(self, name: str) -> None:
        """Of an agreement that was just begun, and is seen."""
        draft = self.agreement
        self.done.emit(say("{name} begun as a draft.", name=one_line(name)), Step(lambda: self._drop(draft)))

    def discard(self) -> None:
        assert self.listed is not None
        name, draft = self.listed.name, self.agreement
        if self.commands.run(self.engine.agreements.discard, name):  # the page turns to what is there yet
            self.done.emit(say("Draft of {name} discarded.", name=name), Step(lambda: self._bring_back(draft)))

    def take_over(self, agreement: Agreement) -> None:
        """As the draft of its name. Raises Refusal."""
        every = self.engine.agreements.every(self.clock.now())
        before = next((one.draft for one in every if one.name == agreement.name), None)
        self.commands.attempt(self.engine.agreements.take_over, agreement)
        draft = self.engine.agreements.one(agreement.name, self.clock.now()).draft
        assert draft is not None
        self.turn(agreement.name)
        words = say("Draft v{number} of {name}.", number=draft.agreement.version, name=one_line(agreement.name))
        was = None if before is None else before.agreement
        back = (lambda: self._drop(draft.agreement)) if was is None else (lambda: self._turn_back(was))
        self.done.emit(words, Step(back))

    def offer(self) -> None:
        name, version = self.agreement.name, self.agreement.version
        if self.commands.run(self.engine.agreements.offer, name):
            words = say("v{number} of {name} offered.", number=version, name=one_line(name))
            self.done.emit(words, Step(lambda: self._take_back_offer(name, version)))

    def _take_back_offer(self, name: str, version: int) -> Step:
        self.commands.attempt(self.engine.agreements.take_back_offer, name, version)
        return Step(lambda: self._offer_again(name, version))

    def _offer_again(self, name: str, version: int) -> Step:
        self.commands.attempt(self.engine.agreements.offer, name)
        return Step(lambda: self._take_back_offer(name, version))

    def do(self, words: str, change: Callable[..., Changes], *args: object, **named: object) -> None:
        """What is kept in records, and so taken back by them."""
        try:
            changes = self.commands.attempt(change, *args, **named)
        except Refusal as refusal:
            self.commands.refused.emit(str(refusal))
            return
        self.done.emit(words, taking_back_records(self.engine.customers, self.commands, changes))

    def _bring_back(self, draft: Agreement) -> Step:
        self.commands.attempt(self.engine.agreements.save, draft)
        self.turn(draft.name)
        return Step(lambda: self._drop(draft))

    def _drop(self, draft: Agreement) -> Step:
        self.commands.attempt(self.engine.agreements.discard, draft.name)
        return Step(lambda: self._bring_back(draft))


def _target(agreement: Agreement, metric: Metric, severity: Severity, tier: Tier) -> Target | None:
    wanted = (metric, severity, tier)
    return next((one for one in agreement.targets if (one.metric, one.severity, one.tier) == wanted), None)


def _usual(shares: list[int], without: int) -> int:
    return max(sorted(set(shares)), key=shares.count, default=without)


def in_order(targets: list[Target]) -> tuple[Target, ...]:
    """As files hold them."""
    return tuple(sorted(targets, key=lambda one: (one.tier, -one.severity, list(Metric).index(one.metric))))
