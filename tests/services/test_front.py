"""The first rows of the queue, found without the others, are those of the whole queue at every instant."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import tomli_w
from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.spans import DAY, HOUR, MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services import demo
from slaapp.services.agreement_data import agreement_table
from slaapp.services.board import Board, Front
from slaapp.services.desk import TicketDraft
from tests.services.conftest import at


def agrees(board: Board, now: Instant, limit: int) -> Front:
    """What the front says is what reading every ticket says."""
    found = board.front(now, limit)
    every = board.rows()
    standing = {row.id: board.standing(row, now) for row in every}
    in_order = sorted(every, key=lambda row: standing[row.id].order)
    assert found.rows == in_order[: len(found.rows)]
    assert len(found.rows) >= min(limit, len(every))
    assert found.is_whole == (len(found.rows) == len(every))
    kinds: Counter[object] = Counter()
    for *kind, count in found.kinds:
        kinds[tuple(kind)] += count
    assert kinds == Counter((standing[row.id].group, row.assignee, row.status_at(now), row.covered) for row in every)
    due = [due_at for held in standing.values() if held.reading is not None and (due_at := held.reading.due_at)]
    assert found.ends == ((min(due), max(due)) if due else ())
    return found


def test_the_front_of_the_demo_desk_is_right_at_any_instant(tmp_path: Path) -> None:
    demo.make(tmp_path / "demo.slaapp")
    whole = 0
    with Engine.open(tmp_path / "demo.slaapp", user=demo.USER, now=demo.moment()) as engine:
        for step in range(-40, 600):
            whole += agrees(engine.board, demo.moment() + step * 11 * MINUTE, 1 + step % 40).is_whole
    assert 0 < whole < 640


def test_what_changes_by_itself_is_found_where_it_stands_then(tmp_path: Path) -> None:
    """Pauses that end by themselves, breaches, openings, each at the second."""
    now = at("01-05 09:00")
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=now, is_test=True, zone="UTC") as engine:
        desk = engine.desk
        (ours,) = engine.catalogue.agreements()
        over = replace(ours, name="Trial", valid_to=engine.hours().day_of(now) - timedelta(days=2))
        engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(over)).encode(), now=now)
        engine.catalogue.add_customer("Acme", agreement=over.name, now=now)
        acme = engine.catalogue.customer("Acme").id
        for n in range(12):
            draft = TicketDraft("Printer", Severity(n % 4 + 1), None if n % 5 else acme, received_at=now - n * HOUR)
            number, _ = desk.log(draft, now=now)
            if n % 3:
                desk.reply(number, "On it.", now=now)
            if n % 4 == 1:
                desk.set_status(number, Status.SCHEDULED, until=now + n * HOUR + 77, now=now)
            if n % 4 == 2:
                desk.set_status(number, Status.WAITING_CUSTOMER, now=now)
        instants = {now, now + 9 * DAY}
        for row in engine.board.rows():
            here: Instant | None = now
            while here is not None and here < now + 9 * DAY:
                here = engine.board.standing(row, here).changes_at
                instants |= set() if here is None else {here - 1, here, here + 1}
        assert {row.covered for row in engine.board.rows()} == {True, False}
        for instant in sorted(instants):
            agrees(engine.board, instant, 4)
        agrees(engine.board, now - DAY, 4)  # the machine's clock was set back
