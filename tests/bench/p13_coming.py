"""What the dashboard asks for each minute, with 10,000 open and 100,000 finished tickets; and a look at the past."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

from slaapp.domain.agreement import Severity
from slaapp.domain.events import EventId, Received, Replied, Resolved, TicketEvent
from slaapp.domain.spans import DAY, MINUTE
from slaapp.engine import Engine
from slaapp.services import bulk
from slaapp.services.bulk import NewTicket
from slaapp.services.rulebook import Rulebook
from tests.bench.p02_clocks import NOW
from tests.bench.rows import Row, below

OPEN, DONE = 10_000, 100_000
ROUNDS = 5
NOTE = "processor time; off the window's thread"


def main() -> Iterator[Row]:
    with (
        tempfile.TemporaryDirectory() as name,
        Engine.open(
            Path(name) / "desk.slaapp", user="bench", now=NOW - 400 * DAY, is_test=True, zone="Europe/London"
        ) as engine,
    ):
        fill(engine)
        rows = engine.board.rows()
        outlook = engine.outlook
        overview, forecast, budgets = (
            busy(work)
            for work in (
                lambda: outlook.overview(rows, now=NOW),
                lambda: outlook.forecast(rows, now=NOW),
                lambda: outlook.budgets(rows, now=NOW),
            )
        )
        what = f"P13 {OPEN:,} open, {DONE:,} done"
        yield below(f"{what}: the dashboard's figures", ours=overview, limit=1.0, note=NOTE)
        yield below("today's forecast, both orders", ours=forecast, limit=1.0, note=NOTE)
        yield below("error budgets of all customers", ours=budgets, limit=1.0, note=NOTE)
        start = process_time()
        with engine.as_known(NOW - DAY, now=NOW) as past:
            past.board.rows()
        yield below("the desk as it was known", ours=process_time() - start, limit=60.0, note="every ticket wound anew")


def busy(work: Callable[[], object]) -> float:
    """The processor seconds of one call, the median of some."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def fill(engine: Engine) -> None:
    customers = []
    for number in range(40):
        engine.catalogue.add_customer(f"Customer {number}", now=NOW - 400 * DAY)
        customers.append(engine.catalogue.customer(f"Customer {number}").id)
    with engine.database.write() as connection:
        bulk.write(connection, _tickets(engine.database.replica, customers), Rulebook(connection), zone="Europe/London")


def _tickets(replica: str, customers: list[str]) -> Iterator[NewTicket]:
    """The finished ones over a year, the open ones over two weeks; each event's number follows the last."""
    seq = 0
    for index in range(DONE + OPEN):
        done = index < DONE
        begun = NOW - 365 * DAY + index * 350 * DAY // DONE if done else NOW - (DONE + OPEN - index) * 14 * DAY // OPEN
        stamps = [
            {"id": EventId(replica, seq + n), "occurred_at": at, "recorded_at": at, "by": "sam"}
            for n, at in enumerate((begun, begun + (index % 90) * MINUTE, begun + (index % 7) * DAY), start=1)
        ]
        received = Received(
            **stamps[0],  # type: ignore[arg-type]
            number=index + 1,
            subject=f"Printer {index} jams",
            severity=Severity(index % 4 + 1),
            customer=customers[index % len(customers)],
        )
        course: list[TicketEvent] = [received]
        if done or index % 3:
            course.append(Replied(**stamps[1], text="On it"))  # type: ignore[arg-type]
        if done:
            course.append(Resolved(**stamps[2]))  # type: ignore[arg-type]
        seq += len(course)
        yield NewTicket(f"{replica}-{index:06}", course)
