"""Acts in any order on a few tickets: what is worked out agrees with what was written, and undo and redo are exact."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.relations import INVERSE
from slaapp.domain.spans import DAY, MINUTE
from slaapp.engine import Engine
from slaapp.services.board import Row
from slaapp.services.changes import Changes
from slaapp.services.desk import TicketDraft
from tests.services.conftest import at
from tests.services.test_front import agrees

Step = tuple[str, int, int, int]
"""What is done, to which ticket, with which other or which choice, and how many minutes later."""

STATUSES = (Status.IN_PROGRESS, Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.SCHEDULED, Status.CLOSED)
REASONS = (NotMeasuredReason.SPAM, NotMeasuredReason.WITHDRAWN, NotMeasuredReason.DUPLICATE)
METRICS = (Metric.FIRST_RESPONSE, Metric.UPDATE, Metric.RESOLUTION)
RELATIONS = sorted(INVERSE)


class Hands:
    """Does what is said to one of the tickets that are there."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now = engine, at("01-05 09:00")
        self.customers = []
        for name in ("Acme", "Birch"):
            engine.catalogue.add_customer(name, now=self.now)
            self.customers.append(engine.catalogue.customer(name).id)
        self.numbers: list[int] = []
        for _ in range(3):
            self.log(0, 0)

    def act(self, step: Step) -> Changes:
        name, which, choice, _ = step
        changes: Changes = getattr(self, name)(self.numbers[which % len(self.numbers)], choice)
        return changes

    def log(self, _number: int, choice: int) -> Changes:
        draft = TicketDraft(
            "Printer jams",
            Severity(choice % 4 + 1),
            self.customers[0] if choice % 3 == 0 else None,
            answered_on_phone=choice % 5 == 1,
            opened_by_desk=choice % 5 == 2,
            received_at=self.now - choice * 20 * MINUTE,
            follows_up=self.numbers[0] if self.numbers and choice == 4 else None,
            tags=("printer",) if choice == 3 else (),
            checklist=("Look", "Mend") if choice == 2 else (),
        )
        number, changes = self.engine.desk.log(draft, now=self.now)
        self.numbers.append(number)
        return changes

    def reply(self, number: int, choice: int) -> Changes:
        then = (None, None, Status.RESOLVED, Status.WAITING_CUSTOMER, Status.IN_PROGRESS)[choice % 5]
        files = (self.engine.files.take_in_bytes(b"a file", f"{choice}.txt"),) if choice % 2 else ()
        return self.engine.desk.reply(number, "On it.", then=then, files=files, minutes=choice, now=self.now)

    def wrote(self, number: int, choice: int) -> Changes:
        earlier = self.now - choice * 30 * MINUTE
        return self.engine.desk.customer_wrote(number, "And?", at=earlier, resolves=choice == 4, now=self.now)

    def note(self, number: int, choice: int) -> Changes:
        return self.engine.desk.note(number, "Looked at it.", resolves=choice == 4, now=self.now)

    def status(self, number: int, choice: int) -> Changes:
        wanted = STATUSES[choice % 5]
        until = self.now + 300 * MINUTE if wanted is Status.SCHEDULED else None
        return self.engine.desk.set_status(number, wanted, until=until, now=self.now)

    def severity(self, number: int, choice: int) -> Changes:
        was_wrong = "Misheard" if choice > 3 else None
        return self.engine.desk.set_severity(number, Severity(choice % 4 + 1), was_wrong=was_wrong, now=self.now)

    def resolve(self, number: int, _choice: int) -> Changes:
        return self.engine.desk.resolve(number, now=self.now)

    def reopen(self, number: int, _choice: int) -> Changes:
        return self.engine.desk.reopen(number, now=self.now)

    def exclude(self, number: int, choice: int) -> Changes:
        reason = REASONS[choice % 3]
        other = self._other(number, choice) if reason is NotMeasuredReason.DUPLICATE else None
        return self.engine.desk.exclude(number, reason, other=other, now=self.now)

    def waive(self, number: int, choice: int) -> Changes:
        metric = METRICS[choice % 3]
        return self.engine.desk.waive(number, metric, reason="Agreed", agreed_by="Ann", now=self.now)

    def explain(self, number: int, choice: int) -> Changes:
        return self.engine.desk.explain(number, METRICS[choice % 3], "Nobody was here.", now=self.now)

    def received(self, number: int, choice: int) -> Changes:
        earlier = self.now - choice * 100 * MINUTE
        return self.engine.desk.correct_received(number, earlier, reason="Misread", now=self.now)

    def merge(self, number: int, choice: int) -> Changes:
        return self.engine.desk.merge(number, self._other(number, choice), now=self.now)

    def link(self, number: int, choice: int) -> Changes:
        other, relation = self._other(number, choice), RELATIONS[choice % len(RELATIONS)]
        return self.engine.desk.link(number, other, relation=relation, now=self.now)

    def unlink(self, number: int, choice: int) -> Changes:
        return self.engine.desk.unlink(number, self._other(number, choice), now=self.now)

    def attach(self, number: int, choice: int) -> Changes:
        file = self.engine.files.take_in_bytes(b"bytes %d" % choice, f"{choice}.log")
        return self.engine.files.attach(number, [file], now=self.now)

    def tag(self, number: int, choice: int) -> Changes:
        return self.engine.desk.tag(number, f"tag {choice}", now=self.now)

    def untag(self, number: int, choice: int) -> Changes:
        return self.engine.desk.untag(number, f"tag {choice}", now=self.now)

    def item(self, number: int, choice: int) -> Changes:
        return self.engine.desk.add_to_checklist(number, f"item {choice}", now=self.now)

    def tick(self, number: int, choice: int) -> Changes:
        held = self.engine.desk.checklist(number)
        if not held:
            raise Refusal("Nothing is on the checklist.")
        item = held[choice % len(held)]
        return self.engine.desk.tick(number, item.id, done=not item.done, now=self.now)

    def edit(self, number: int, choice: int) -> Changes:
        customer = self.customers[choice % 2] if choice > 2 else None
        return self.engine.desk.edit(number, subject=f"Printer {choice}", customer=customer, now=self.now)

    def bulk(self, number: int, choice: int) -> Changes:
        numbers = [number, self._other(number, choice)]
        _, changes = self.engine.together.set_status(numbers, STATUSES[choice % 3], now=self.now)
        return changes

    def retract(self, number: int, _choice: int) -> Changes:
        return self.engine.desk.retract(number, None, now=self.now)

    def _other(self, number: int, choice: int) -> int:
        return self.numbers[(self.numbers.index(number) + 1 + choice) % len(self.numbers)]

    def seen(self, engine: Engine | None = None) -> dict[int, object]:
        """What every ticket says of itself and how its clocks stand, apart from its history."""
        found: dict[int, object] = {}
        for number in self.numbers:
            page = (engine or self.engine).pages.page(number, now=self.now)
            found[number] = (
                *(page.subject, page.customer, page.severity, page.status, page.until, page.received_at),
                *(page.merged_into, page.left_as, page.tags, page.minutes),
                [(item.text, item.done) for item in page.checklist],
                [(tie.relation, tie.number) for tie in page.ties],
                [(view.clock, view.reading) for view in page.clocks],
                page.merged_files,
                [on.file for on in (engine or self.engine).files.of(number)],
            )
        return found


NAMES = sorted(name for name in vars(Hands) if name[0] != "_" and name not in ("act", "seen"))
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 4), st.integers(0, 4), st.sampled_from((0, 1, 40, 200, 1500))),
    min_size=8,
    max_size=16,
)
WALK: list[Step] = [
    ("log", 0, 2, 1),
    ("tick", 3, 0, 1),
    ("item", 3, 1, 1),
    ("tag", 0, 1, 1),
    ("untag", 0, 1, 1),
    ("attach", 0, 1, 1),
    ("edit", 0, 1, 1),
    ("link", 0, 0, 1),
    ("unlink", 0, 0, 1),
    ("status", 0, 2, 40),
    ("wrote", 0, 0, 40),
    ("note", 0, 0, 1),
    ("severity", 0, 2, 1),
    ("bulk", 0, 1, 1),
    ("received", 1, 1, 1),
    ("explain", 1, 0, 1500),
    ("waive", 1, 0, 1),
    ("reply", 1, 1, 40),
    ("resolve", 1, 0, 1),
    ("reopen", 1, 0, 200),
    ("exclude", 2, 0, 1),
    ("merge", 0, 0, 1),
    ("retract", 0, 0, 1),
]
"""Every act, in an order in which none is refused."""


@contextmanager
def hands_at_work() -> Iterator[Hands]:
    """At a desk of their own, which is gone after them."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "desk.slaapp"
        with Engine.open(store, user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
            yield Hands(engine)


def a_desk(steps: list[Step], after: Callable[[Hands, Step], None]) -> None:
    with hands_at_work() as hands:
        for step in steps:
            hands.now += step[3] * MINUTE
            after(hands, step)
        check(hands)


def check(hands: Hands) -> None:
    engine, now = hands.engine, hands.now
    assert list(engine.checking.problems()) == []
    rows, done = engine.board.rows(), engine.board.done()
    standings = _standings(engine, rows, now)
    assert {row.number for row in (*rows, *done)} == set(hands.numbers)
    assert len(done) == engine.board.done_count()
    assert _standings(engine, engine.board.rows_as_of(now), now) == standings
    with engine.as_known(now, now=now) as known:
        assert _standings(known, known.board.rows(), now) == standings
        assert known.board.done() == done
        assert hands.seen(known) == hands.seen()
    for later in (0, MINUTE, 299 * MINUTE, 300 * MINUTE, 2000 * MINUTE, 20 * DAY):
        agrees(engine.board, now + later, 2)
    lines = engine.customers.lines(engine.board, rows, now=now)
    for line in lines:
        theirs = engine.customers.page(line.customer.id, engine.board, now=now)
        assert line.open == len(theirs.open) == sum(row.customer_id == line.customer.id for row in rows)
    before = hands.seen()
    assert engine.checking.rebuild() == (len(hands.numbers), [])
    assert engine.board.rows() == rows
    assert hands.seen() == before
    assert list(engine.checking.problems()) == []


def _standings(engine: Engine, rows: list[Row], now: int) -> dict[int, object]:
    return {row.number: (replace(row, clocks=()), engine.board.standing(row, now)) for row in rows}


def test_the_walk_holds_every_act() -> None:
    assert sorted(name for name, *_ in WALK) == NAMES


@settings(max_examples=settings.default.max_examples // 6)
@example(WALK)
@given(STEPS)
def test_after_any_acts_all_that_is_worked_out_agrees(steps: list[Step]) -> None:
    def tried(hands: Hands, step: Step) -> None:
        try:
            hands.act(step)
        except StoreRefusal:
            raise
        except Refusal:
            assert steps != WALK

    a_desk(steps, tried)


@settings(max_examples=settings.default.max_examples // 10)
@example(WALK)
@given(STEPS)
def test_any_act_is_undone_and_done_again_exactly(steps: list[Step]) -> None:
    def there_and_back(hands: Hands, step: Step) -> None:
        before, known = hands.seen(), len(hands.numbers)
        try:
            changes = hands.act(step)
        except StoreRefusal:
            raise
        except Refusal:
            assert steps != WALK
            assert hands.seen() == before
            return
        after = hands.seen()
        undone = hands.engine.desk.undo(changes.written, now=hands.now)
        if len(hands.numbers) == known:
            assert hands.seen() == before
        hands.engine.desk.undo(undone.written, now=hands.now)
        assert hands.seen() == after

    a_desk(steps, there_and_back)
