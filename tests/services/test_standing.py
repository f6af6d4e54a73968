"""A row stands as it does until the instant at which it says that it changes: so nothing is looked at in between."""

from pathlib import Path

from slaapp.domain.spans import DAY, MINUTE
from slaapp.engine import Engine
from slaapp.services import demo
from slaapp.services.board import Standing


def look(standing: Standing) -> tuple[object, ...]:
    reading = standing.reading
    return standing.group, standing.internal_late, reading and (reading.band, reading.state)


def test_nothing_changes_before_a_row_says_so(tmp_path: Path) -> None:
    demo.make(tmp_path / "demo.slaapp")
    changes = 0
    with Engine.open(tmp_path / "demo.slaapp", user=demo.USER, now=demo.moment()) as engine:
        board = engine.board
        for row in board.rows():
            now, until = demo.moment(), demo.moment() + 2 * DAY
            while now < until:
                standing = board.standing(row, now)
                assert standing.changes_at is None or standing.changes_at > now
                end = min(standing.changes_at or until, until)
                assert {look(board.standing(row, at)) for at in (*range(now, end, 13 * MINUTE), end - 1)} == {
                    look(standing)
                }
                changes += look(board.standing(row, end)) != look(standing)
                now = end
    assert changes > 50
