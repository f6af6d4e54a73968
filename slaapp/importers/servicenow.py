"""The event log of a ServiceNow instance: one row for every update of an incident, as in the published UCI log.

The rows of an incident stand together, in the order in which they were written. What they say is told by
`servicenow_rows`; here the file is cut into incidents, and each row is placed in time or listed.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from slaapp.domain.agreement import Status
from slaapp.domain.spans import Instant
from slaapp.importers.handover import RowProblem, SourceTicket
from slaapp.importers.reading import LocalTimes, MonthFirstError, Row, Table
from slaapp.importers.servicenow_rows import COLUMNS, Cells, Story

SOURCE: Final = "servicenow"

ROWS_OF_ONE_TICKET = 10_000
PROBLEMS = 10_000
PROBLEM_TEXT = 20_000_000
"""More rows than this that cannot be understood, or more characters in them, mean that the whole file was not."""
REMARK_TEXT = 500
"""What is kept of the text of a row that is imported all the same."""


class EventLog:
    """A file read ticket by ticket; the problems of a ticket's rows come before it.

    `rows` counts the rows read so far, `unchanged` those among them that change nothing that is kept here,
    `without_resolved_at` the tickets whose last row is closed and has none. `size` and `done` are bytes. With `now`,
    rows of the future are problems (T5 of semantics). Raises Refusal for a file that is no such log.
    """

    def __init__(self, file: BinaryIO, *, zone: ZoneInfo, now: Instant | None = None) -> None:
        self.zone = zone
        self.rows = self.unchanged = self.without_resolved_at = 0
        self._now = now
        self._table = Table(file, columns=COLUMNS)
        self._cells = Cells(self._table.header)
        if self._cells.missing:
            raise self._table.refuse(
                f"is no ServiceNow event log: it has no column {' and no column '.join(self._cells.missing)}.",
                "Export the incidents' updates as CSV with field names (not labels), one row for every update.",
            )
        self._times = LocalTimes(zone)
        self._problems: list[RowProblem] = []
        self._not_taken = self._characters = 0

    @property
    def encoding(self) -> str:
        return self._table.encoding

    @property
    def size(self) -> int:
        return self._table.size

    @property
    def done(self) -> int:
        return self._table.done

    def __iter__(self) -> Iterator[SourceTicket | RowProblem]:
        for number, rows in self._blocks():
            ticket = self._ticket(number, rows) if rows else None
            yield from sorted(self._problems)
            self._problems.clear()
            if ticket is not None:
                yield ticket

    def _blocks(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each incident, as they stand together."""
        number_at, names = self._cells.place["number"], self._cells.names
        ended: dict[str, int] = {}
        number, rows = "", list[Row]()
        for row in self._table:
            self.rows += 1
            if isinstance(row, RowProblem):
                self._note(row)
                continue
            row.cells.append("?")
            key = names[row.cells[number_at]]
            if key is None:
                self._note(RowProblem(row.line, row.text, "the row has no number"))
                continue
            if key != number:
                if rows:
                    yield number, rows
                    ended[number] = rows[-1].line
                if key in ended:
                    raise self._table.refuse(
                        f"does not keep the rows of an incident together: {key} is in line {ended[key]} "
                        f"and again in line {row.line}.",
                        "Sort it by number and sys_updated_at, then import it again.",
                    )
                number, rows = key, []
            rows.append(row)
            if len(rows) > ROWS_OF_ONE_TICKET:
                raise self._table.refuse(f"has more than {ROWS_OF_ONE_TICKET:,} rows for {number}: no incident has.")
        if not self.rows:
            raise self._table.refuse("has the names of columns and no rows.")
        yield number, rows

    def _note(self, problem: RowProblem) -> None:
        if problem.taken:
            problem = problem._replace(text=problem.text[:REMARK_TEXT])
        self._problems.append(problem)
        self._not_taken += not problem.taken
        self._characters += len(problem.text)
        if self._not_taken > PROBLEMS or self._characters > PROBLEM_TEXT:
            raise self._table.refuse(
                f"has too many rows that cannot be understood, {self._not_taken:,} up to line {problem.line}; there "
                f"{problem.reason}."
            )

    def _ticket(self, number: str, rows: list[Row]) -> SourceTicket | None:
        try:
            opened_at = self._opened_at(rows)
            placed = [] if opened_at is None else self._placed(rows)
        except MonthFirstError as error:
            raise self._table.refuse(
                f"is dated in a way that could be misread: {error}, and this log writes days first.",
                "Write its dates as 2016-02-29 09:05 (year first), then import it again.",
            ) from error
        if opened_at is None or not placed:
            return None
        story = Story(self._cells, number, opened_at, self._note)
        for row, at in placed:
            before = len(story.drafts)
            story.take(row, at)
            self.unchanged += len(story.drafts) == before
        story.end(row)
        if story.status is Status.CLOSED:
            self.without_resolved_at += self._cells.name(row, "resolved_at") is None
        return SourceTicket(number, story.drafts)

    def _opened_at(self, rows: list[Row]) -> Instant | None:
        """When the incident was opened, as the first row says that can be read; None when no row can be taken."""
        texts = [row.cells[self._cells.place["opened_at"]] for row in rows]
        found: Instant | None = None
        said = reason = ""
        for said in dict.fromkeys(texts):
            try:
                found = self._times[said]
                break
            except ValueError as error:
                reason = f"opened_at {error}"
        if found is not None and self._now is not None and found > self._now:
            found, reason = None, f"opened_at {said} lies in the future"
        if found is None:
            for row in rows:
                self._note(RowProblem(row.line, row.text, reason))
        elif texts.count(said) < len(texts):
            for row, text in zip(rows, texts, strict=True):
                if text != said:
                    reason = f"opened_at is {text or 'empty'} here; the ticket keeps {said}"
                    self._note(RowProblem(row.line, row.text, reason, taken=True))
        return found

    def _placed(self, rows: list[Row]) -> list[tuple[Row, Instant]]:
        """The rows that can be placed in time, oldest first."""
        place, counter = self._cells.place["sys_updated_at"], self._cells.place["sys_mod_count"]
        placed: list[tuple[Row, Instant]] = []
        lines: dict[str, int] = {}
        for row in rows:
            try:
                at = self._times[row.cells[place]]
            except ValueError as error:
                self._note(RowProblem(row.line, row.text, f"sys_updated_at {error}"))
                continue
            if self._now is not None and at > self._now:
                self._note(RowProblem(row.line, row.text, f"sys_updated_at {row.cells[place]} lies in the future"))
                continue
            placed.append((row, at))
            update = row.cells[counter]
            if lines.setdefault(update, row.line) != row.line and update != "?":
                reason = f"sys_mod_count {update} is in line {lines[update]} too; both rows count"
                self._note(RowProblem(row.line, row.text, reason, taken=True))
        if placed and placed[-1][1] < placed[0][1]:
            placed.reverse()  # The log was sorted newest first.
        return placed
