"""Every figure of every section against an independent recount, for whatever happened at the desk."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Status
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.events import Channel, MissReason, NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import to_json
from slaapp.reports.scope import Scope
from slaapp.services.desk import TicketDraft
from slaapp.wording import CHANNEL
from tests.oracles.clocks import Law
from tests.oracles.lives import events_of
from tests.oracles.report import Desk, Recount

Step = tuple[str, int, int, int]
"""What is done, to which ticket, with which choice, and how many minutes later."""

BEGIN = int(datetime(2026, 3, 18, 8, tzinfo=UTC).timestamp())
"""A Wednesday, eleven days before the clocks go forward and two weeks before Easter."""
STATUSES = (Status.IN_PROGRESS, Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.SCHEDULED, Status.CLOSED)
REASONS = (
    NotMeasuredReason.SPAM,
    NotMeasuredReason.DUPLICATE,
    NotMeasuredReason.OUT_OF_SCOPE,
    NotMeasuredReason.WITHDRAWN,
)
METRICS = (Metric.FIRST_RESPONSE, Metric.UPDATE, Metric.RESOLUTION)
PERIODS = (
    "2026-03",
    "2026-04",
    "2026-Q1",
    "2026-H1",
    "2026",
    "2026-W12..2026-W14",
    "2026-W14",
    "2026-03-20..2026-04-05",
    "2026-03-29",
)


class Hands:
    """Works the desk for Acme, Birch (whose agreement promises more) and nobody, on quarters of an hour."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now = engine, BEGIN
        text = engine.toml_files.export_agreement("Standard support").decode()
        gold = text.replace('name = "Standard support"', 'name = "Gold"').replace("goal = 90", "goal = 95")
        assert gold.count("goal = 95") > 0
        engine.toml_files.import_agreement(gold.encode(), now=BEGIN)
        self.customers: list[str | None] = []
        for name, agreement in (("Acme", None), ("Birch", "Gold")):
            engine.catalogue.add_customer(name, agreement=agreement, now=BEGIN)
            self.customers.append(engine.catalogue.customer(name).id)
        self.customers.append(None)
        self.services: dict[str, str] = {}
        for customer in self.customers[:2]:
            for name in ("Mail", "Phones"):
                added = engine.customers.add_service(str(customer), name, now=BEGIN)
                self.services[added.records[0][1]] = name
        self.numbers: list[int] = []
        for choice in range(3):
            self.log(0, choice)

    def act(self, step: Step) -> None:
        name, which, choice, later = step
        self.now += later * MINUTE
        try:
            getattr(self, name)(self.numbers[which % len(self.numbers)], choice)
        except StoreRefusal:
            raise
        except Refusal:
            pass  # what cannot be done now leaves everything as it was

    def log(self, _number: int, choice: int) -> None:
        draft = TicketDraft(
            "Printer jams",
            Severity(choice % 4 + 1),
            self.customers[choice % 3],
            answered_on_phone=choice % 5 == 3,
            opened_by_desk=choice % 5 == 4,
            received_at=self.now - choice % 2 * 45 * MINUTE,
            channel=(Channel.PHONE, Channel.EMAIL, None)[choice // 2],
            service=self._service(choice) if choice % 3 < 2 else None,
        )
        self.numbers.append(self.engine.desk.log(draft, now=self.now)[0])

    def _service(self, choice: int) -> str | None:
        """One of Acme's where the choice is theirs, else Birch's."""
        return [*self.services][choice % 3 * 2 + choice // 3]

    def about(self, number: int, choice: int) -> None:
        self.engine.desk.edit(number, service=[*self.services][choice % 4], now=self.now)

    def reply(self, number: int, choice: int) -> None:
        then = (None, Status.RESOLVED, Status.WAITING_CUSTOMER, Status.IN_PROGRESS)[choice % 4]
        self.engine.desk.reply(number, "On it.", then=then, minutes=choice, now=self.now)

    def wrote(self, number: int, choice: int) -> None:
        self.engine.desk.customer_wrote(number, "And?", at=self.now - choice * 30 * MINUTE, now=self.now)

    def status(self, number: int, choice: int) -> None:
        wanted = STATUSES[choice % 5]
        until = self.now + 5 * HOUR if wanted is Status.SCHEDULED else None
        self.engine.desk.set_status(number, wanted, until=until, now=self.now)

    def severity(self, number: int, choice: int) -> None:
        was_wrong = "Misheard" if choice > 3 else None
        self.engine.desk.set_severity(number, Severity(choice % 4 + 1), was_wrong=was_wrong, now=self.now)

    def resolve(self, number: int, _choice: int) -> None:
        self.engine.desk.resolve(number, now=self.now)

    def reopen(self, number: int, _choice: int) -> None:
        self.engine.desk.reopen(number, now=self.now)

    def exclude(self, number: int, choice: int) -> None:
        reason = REASONS[choice % 4]
        other = self._other(number, choice) if reason is NotMeasuredReason.DUPLICATE else None
        self.engine.desk.exclude(number, reason, other=other, now=self.now)

    def waive(self, number: int, choice: int) -> None:
        self.engine.desk.waive(number, METRICS[choice % 3], reason="Agreed", agreed_by="Ann", now=self.now)

    def explain(self, number: int, choice: int) -> None:
        words = ("Nobody was here.", "A part was missing.")[choice % 2]
        code = (None, MissReason.PART, MissReason.OTHER)[choice % 3]
        self.engine.desk.explain(number, METRICS[choice // 2], words, code=code, now=self.now)

    def received(self, number: int, choice: int) -> None:
        self.engine.desk.correct_received(number, self.now - choice * 105 * MINUTE, reason="Misread", now=self.now)

    def merge(self, number: int, choice: int) -> None:
        self.engine.desk.merge(number, self._other(number, choice), now=self.now)

    def retract(self, number: int, _choice: int) -> None:
        self.engine.desk.retract(number, None, now=self.now)

    def _other(self, number: int, choice: int) -> int:
        return self.numbers[(self.numbers.index(number) + 1 + choice) % len(self.numbers)]

    def recounted(self, period: Period, scope: Scope) -> Recount:
        with self.engine.catalogue._database.read() as connection:
            written = events_of(lambda query: [*connection.exec_driver_sql(query)])
        line = self.engine.hours().line
        laws = {
            name: Law(None, self.engine.catalogue.agreement(name), {line.name: line})
            for name in ("Standard support", "Gold")
        }
        acme, birch, nobody = self.customers
        desk = Desk(
            {acme: laws["Standard support"], birch: laws["Gold"], nobody: laws["Standard support"]},
            {str(acme): "Acme", str(birch): "Birch"},
            scope.customers,
            not scope.customers,
            scope.severity,
            scope.service,
            scope.agreement,
            self.services,
            scope.basis or CountingBasis.DECIDED,
        )
        return Recount(written, desk, period.first_day, period.last_day, self.now)


CHANNELS = {words: channel.value for channel, words in CHANNEL.items()}
NAMES = sorted(name for name in vars(Hands) if name[0] != "_" and name not in ("act", "recounted"))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.integers(0, 6), st.integers(0, 5), st.sampled_from((0, 15, 60, 240, 1440, 4320))
    ),
    min_size=6,
    max_size=24,
)


def told(report: MonthlyReport) -> dict[str, Any]:
    """The report in the shape of the recount: words, names and what is told elsewhere left out."""
    held = to_json(report)
    minutes = {spent["ticket"]: spent["minutes"] for spent in held["time_spent"]["tickets"]}
    return {
        "attainment": held["attainment"],
        "totals": held["totals"],
        "all_targets": held["at_a_glance"]["all_targets"],
        "times": [_without(times, "target_s") for times in held["times"]],
        "breaches": [_told_of(late) for late in held["breaches"]],
        "still_late": [_told_of(late) for late in held["still_late"]],
        "reasons": held["reasons"],
        "near_misses": sorted(map(_close, held["near_misses"])),
        "at_risk": sorted(map(_close, held["at_risk"])),
        "curves": held["curves"],
        "flow": held["flow"],
        "weeks": held["weeks"],
        "received_by_severity": {word.lower(): count for word, count in held["received_by"]["severity"].items()},
        "received_by_service": held["received_by"]["service"],
        "received_by_channel": {CHANNELS.get(word, word): n for word, n in held["received_by"]["channel"].items()},
        "corrections": sorted(
            (row["ticket"], row["kind"], row["occurred_at"], row["recorded_at"]) for row in held["corrections"]
        ),
        "correction_effects": sorted(
            (tuple(_without(row, "what").values()) for row in held["correction_effects"]), key=str
        ),
        "arrivals": _without(held["arrivals"], "open"),
        "backlog": {
            **held["backlog"],
            "oldest": [
                (row["ticket"], row["severity"], row["working_days"], row["paused"])
                for row in held["backlog"]["oldest"]
            ],
        },
        "pauses": held["pauses"],
        "pause_audit": _audit(held["pause_audit"]),
        "not_measured": sorted((row["ticket"], row["reason"], row["at"]) for row in held["not_measured"]),
        "left_out": sorted(
            (row["ticket"], row["metric"], row["severity"], row["cycle"], row["late"])
            for row in held.get("left_out", [])
        ),
        "trend": held["trend"],
        "customers": held["customers"],
        "minutes": minutes,
    }


def _without(held: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in held.items() if key != name}


def _told_of(late: dict[str, Any]) -> dict[str, Any]:
    return _without(_without(late, "subject"), "customer")


def _audit(held: dict[str, Any]) -> dict[str, Any]:
    """Rows without their subjects."""
    return {
        name: part if name == "begun" else sorted(tuple(_without(row, "subject").values()) for row in part)
        for name, part in held.items()
    }


def _close(row: dict[str, Any]) -> tuple[int, str, int, int]:
    return row["ticket"], row["metric"], row["cycle"], row["left_s"]


def agrees(
    hands: Hands,
    text: str,
    who: int,
    severity: Severity | None,
    service: str | None = None,
    agreement: str | None = None,
    basis: CountingBasis | None = None,
) -> None:
    """A report of Acme (0), of Birch (1), of both (2) or of everybody (3) is what the recount gives."""
    period = Period.parse(text)
    acme, birch = (str(one) for one in hands.customers[:2])
    customers = ((acme,), (birch,), (acme, birch), ())[who]
    scope = Scope(customers=customers, severity=severity, service=service, agreement=agreement, basis=basis)
    hands.now = max(hands.now, period.span(hands.engine.hours()).start + 8 * HOUR)
    report = hands.engine.reporting.report(period, scope, now=hands.now, time_spent=True)
    made, counted = told(report), hands.recounted(period, scope)
    for name, figures in counted.figures().items():
        assert made[name] == figures, name
    held = to_json(report)
    for name, other in (("before", period.before), ("year_before", period.year_before)):
        assert _without(held["compared"][name], "period") == counted.of_days(other.first_day, other.last_day), name
        rows = [_without(row, "period") for row in held["comparison"] if row["period"] == str(other)]
        assert rows == counted.metrics_of(other.first_day, other.last_day), name
    assert [check for check in held["checks"] if not check["agrees"]] == []
    assert report.flow.reconciles


WALK: list[Step] = [
    ("log", 0, 0, 15),
    ("reply", 3, 2, 240),
    ("wrote", 3, 1, 1440),
    ("status", 4, 2, 60),
    ("severity", 4, 3, 240),
    ("explain", 3, 0, 1440),
    ("waive", 3, 2, 15),
    ("resolve", 3, 0, 4320),
    ("reopen", 3, 0, 1440),
    ("exclude", 4, 2, 240),
    ("merge", 0, 1, 60),
    ("status", 5, 3, 60),
    ("log", 0, 3, 4320),
    ("received", 5, 2, 15),
    ("exclude", 5, 0, 4320),
    ("reply", 3, 1, 60),
]


RESOLVED: list[Step] = [("resolve", which, 0, 15) for which in range(7)]


@settings(max_examples=settings.default.max_examples // 3)
@example(WALK, "2026-03", 3, None, (None, None), None, 0)
@example(WALK, "2026-Q1", 2, Severity.HIGH, (None, None), None, 5)
@example(WALK, "2026-Q1", 0, None, ("Mail", None), CountingBasis.RECEIVED, 5)
@example(WALK, "2026-H1", 3, None, (None, "Gold"), CountingBasis.RESOLVED, 5)
@example([*WALK, *RESOLVED], "2026-12", 3, None, (None, None), None, 0)
@example([*WALK, *RESOLVED], "2027-03", 2, None, (None, None), CountingBasis.RECEIVED, 0)
@example(
    [
        ("severity", 4, 4, 0),
        ("merge", 1, 1, 4320),
        ("reply", 5, 0, 240),
        ("retract", 0, 0, 0),
        ("waive", 0, 3, 240),
        ("reply", 1, 2, 15),
        ("reopen", 5, 0, 4320),
        ("explain", 4, 1, 15),
    ],
    "2026-W12..2026-W14",
    2,
    None,
    (None, None),
    None,
    0,
)
@given(
    STEPS,
    st.sampled_from(PERIODS),
    st.integers(0, 3),
    st.sampled_from((None, None, *Severity)),
    st.sampled_from(((None, None), (None, None), ("Mail", None), ("Phones", None), (None, "Gold"))),
    st.sampled_from((None, None, *CountingBasis)),
    st.sampled_from((0, 1, 5, 30)),
)
def test_every_figure_is_what_an_independent_recount_gives(
    steps: list[Step],
    period: str,
    who: int,
    severity: Severity | None,
    part: tuple[str | None, str | None],
    basis: CountingBasis | None,
    days_later: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "desk.slaapp"
        with Engine.open(store, user="sam", now=BEGIN - HOUR, is_test=True, zone="Europe/Berlin") as engine:
            hands = Hands(engine)
            for step in steps:
                hands.act(step)
            hands.now += int(timedelta(days=days_later).total_seconds())
            agrees(hands, period, who, severity, *part, basis)
