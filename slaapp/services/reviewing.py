"""A review of an agreement: what was kept in the last months, what could be promised, and where the gaps are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from slaapp.domain.achievable import Took, achievable, usual_day
from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Terms, Tier, terms
from slaapp.domain.arrivals import Arrivals
from slaapp.domain.clock import Clock, Reading, Verdict, read
from slaapp.domain.compliance import METRICS, SEVERITIES, Tally
from slaapp.domain.cushion import cushion, used_of_margin
from slaapp.domain.drift import Drift
from slaapp.domain.errors import Refusal
from slaapp.domain.lanes import TermsLine
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import waits
from slaapp.domain.what_if import Comparing
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import shared
from slaapp.reports.review_data import Gap, Longer, Review
from slaapp.services.catalogue import language_of
from slaapp.services.decisions import open_decisions
from slaapp.services.governed import Watch, governed, months_back
from slaapp.services.holders import holders
from slaapp.services.rulebook import Rulebook
from slaapp.services.supplier_tally import SupplierTally
from slaapp.services.suppliers import Known
from slaapp.services.whatif import NO_HOURS, with_hours
from slaapp.services.wishes import wished
from slaapp.storage.database import Connection, Database

_Place = tuple[Metric, Severity]


class _Cells(Struct):
    took: dict[_Place, list[Took]] = field(default_factory=lambda: defaultdict(list))
    met: dict[_Place, int] = field(default_factory=lambda: defaultdict(int))
    breached: dict[_Place, int] = field(default_factory=lambda: defaultdict(int))
    margins: dict[_Place, list[int]] = field(default_factory=lambda: defaultdict(list))

    def take(self, clocks: Iterable[Clock], now: Instant, hours: Mapping[str, WorkingTime]) -> None:
        internal: dict[tuple[Metric, int], Reading] = {}
        public: list[tuple[Clock, Reading]] = []
        for clock in clocks:
            if clock.measured:
                reading = read(clock, now, hours)
                if clock.tier is Tier.PUBLIC:
                    public.append((clock, reading))
                else:
                    internal[clock.metric, clock.cycle] = reading
        for clock, reading in public:
            if reading.verdict is None and (reading.allowed is not None or clock.ended_at is None or not clock.judged):
                continue
            place = (clock.metric, reading.severity)
            self.took[place].append(Took(reading.used, clock.ended_at is None))
            if reading.verdict is Verdict.BREACHED:
                self.breached[place] += 1
            elif reading.verdict is Verdict.MET:
                self.met[place] += 1
            beside = internal.get((clock.metric, clock.cycle))
            share = None if beside is None else used_of_margin(reading, beside)
            if share is not None:
                self.margins[place].append(share)


class Reviewing:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database, self._rulebook = database, rulebook

    def reviewed(self, agreement: str, now: Instant) -> Agreement:
        """The version that a review looks at; Refusal as there."""
        with self._database.read() as connection:
            return in_force(self._rulebook(connection), agreement, now).agreement

    def review(
        self,
        agreement: str,
        *,
        now: Instant,
        months: int,
        longer: Mapping[str, WorkingTime] = NO_HOURS,
        opened: str = "",
        watch: Watch | None = None,
    ) -> Review:
        """Look back on the tickets received in the last months whose pinned version is of that agreement. `longer` are
        calendars by name to be tried in the place of what was, `opened` says what is longer about them. Refusal where
        no version is in force, and once `watch` says that it is enough."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            held = in_force(rulebook, agreement, now)
            period = months_back(held.desk_hours, months, now)
            cells, arrivals, drift = _Cells(), Arrivals(held.desk_hours), Drift(held.desk_hours.zone)
            suppliers = SupplierTally(Known(connection), rulebook, now)
            drawn = with_hours(rulebook, longer)
            comparing, other, count = Comparing(now, rulebook.hours, drawn), _Longer(drawn), 0
            for ticket in governed(connection, rulebook, agreement, period, now, watch or Watch()):
                count += 1
                cells.take(ticket.clocks, now, rulebook.hours)
                arrivals.take(ticket.course.received_at)
                drift.take(ticket.history)
                suppliers.take(waits(ticket.history, ticket.course))
                if longer:
                    comparing.take(ticket.row.number, ticket.clocks, ticket.under(other.line(ticket.line)))
            have = holders(connection, rulebook, now).get(agreement, {})
            made = Review(
                agreement=agreement,
                version=held.agreement.version,
                meanings=held.agreement.meanings,
                customers=tuple(have.values()),
                period=period,
                now=now,
                hours=held.desk_hours,
                tickets=count,
                gaps=_gaps(cells, held, now),
                arrivals=arrivals,
                drift=drift.ordered(),
                decisions=(),
                longer=Longer(comparing.changes((), ()), tuple(comparing.flips)) if longer else None,
                opened=opened,
                suppliers=suppliers.gaps(),
                unnamed=suppliers.unnamed,
                language=shared(language_of(connection, customer) for customer in have),
            )
            return _with_notes(connection, made)

    def with_notes(self, made: Review, now: Instant) -> Review:
        """The same with what is wished and decided by `now`: nothing is counted again."""
        with self._database.read() as connection:
            return _with_notes(connection, replace(made, now=now))


def in_force(rulebook: Rulebook, agreement: str, now: Instant) -> Terms:
    """The version of now, else the newest that ever was: reviews are held of what has expired, too. Refusal where there
    is none."""
    if agreement not in rulebook.terms:
        known = ", ".join(sorted(rulebook.terms))
        raise Refusal(f"There is no agreement named {quote(agreement)} in force. Known are: {known}.")
    versions = rulebook.terms[agreement]
    today = versions[-1].desk_hours.day_of(now)
    begun = [held for held in versions if held.agreement.begun(today)]
    lasting = [held for held in begun if held.agreement.lasts(today)]
    return (lasting or begun or versions)[-1]


class _Longer:
    """The same versions with other hours; each is made once."""

    def __init__(self, hours: Mapping[str, WorkingTime]) -> None:
        self._hours = hours
        self._made: dict[Terms, Terms] = {}

    def line(self, line: TermsLine) -> TermsLine:
        return [(since, self._with(held)) for since, held in line]

    def _with(self, held: Terms) -> Terms:
        if held not in self._made:
            self._made[held] = terms(held.agreement, self._hours)
        return self._made[held]


def _with_notes(connection: Connection, made: Review) -> Review:
    wishes = wished(connection, made.agreement)
    return replace(
        made,
        gaps=tuple(replace(gap, wished=wishes.get((gap.metric, gap.severity))) for gap in made.gaps),
        decisions=open_decisions(connection, made.agreement, made.now, made.period.start),
    )


def _gaps(cells: _Cells, held: Terms, now: Instant) -> tuple[Gap, ...]:
    """Every cell with a target or with cases, the most severe first within each metric."""
    public: dict[_Place, Target] = {
        (target.metric, target.severity): target for target in held.agreement.targets if target.tier is Tier.PUBLIC
    }
    today = held.desk_hours.day_of(now)
    days = {severity: usual_day(hours.line.on(today)) for severity, hours in held.hours.items()}
    found = []
    for place in [(metric, severity) for metric in METRICS for severity in SEVERITIES]:
        target, took = public.get(place), cells.took.get(place, [])
        if target is None and not took:
            continue
        day = days[place[1]]
        found.append(
            Gap(
                metric=place[0],
                severity=place[1],
                agreed=None if target is None else target.allowed,
                goal=None if target is None else target.goal,
                achieved=Tally(met=cells.met.get(place, 0), breached=cells.breached.get(place, 0)),
                cases=len(took),
                achievable=achievable(took, day),
                cushion=cushion(cells.margins.get(place, [])),
                day=day,
                ended=tuple(sorted(one.used for one in took if not one.running)),
                meaning=held.agreement.meanings.get(place[1]),
            )
        )
    return tuple(found)
