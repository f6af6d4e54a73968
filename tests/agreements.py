"""Invented agreements for what holds of all of them."""

from datetime import date

from hypothesis import strategies as st

from slaapp.domain.agreement import (
    DEFAULT_PAUSES,
    WAITING,
    Agreement,
    CountingBasis,
    EscalationStep,
    Meaning,
    Metric,
    Severity,
    SeverityChange,
    StepAct,
    Target,
    Tier,
)
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.sections import Part
from slaapp.domain.spans import MINUTE
from slaapp.domain.working_time import WorkingTime
from tests.reports.northgate import hours

ALWAYS = WorkingTime(
    CalendarLine.single("Always", Calendar("Europe/London", tuple((Opening(0, 1440),) for _ in range(7))))
)
HOURS = {"Support hours": hours(), "Always": ALWAYS}
TODAY = date(2026, 3, 11)

cells = st.tuples(st.sampled_from(Severity), st.sampled_from(Metric))
words = st.text("ab {}*|-1.\n", max_size=30)


@st.composite
def meanings(draw: st.DrawFn) -> dict[Severity, Meaning]:
    """Some with words and with a name of the agreement's own, that of no other severity."""
    texts = st.sampled_from(("", "Site down", "One person cannot work at all, and there is no way around it"))
    named = {severity: draw(st.sampled_from(("", f"P{5 - severity} Down"))) for severity in Severity}
    found = draw(st.sets(st.sampled_from(sorted(Severity))))
    return {severity: Meaning(draw(texts), name=named[severity]) for severity in sorted(found)}


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Public targets of even minutes; internal ones are no later, and odd: of minutes that no public one has. Some
    cells are internal alone."""
    targets = []
    for severity, metric in sorted(draw(st.sets(cells, max_size=12))):
        public = draw(st.integers(2, 3000))
        goal = draw(st.sampled_from((80, 90, 95)))
        tiers = draw(st.sampled_from(((Tier.PUBLIC,), (Tier.PUBLIC, Tier.INTERNAL), (Tier.INTERNAL,))))
        if Tier.PUBLIC in tiers:
            targets.append(Target(metric, severity, Tier.PUBLIC, public * 2 * MINUTE, goal=goal))
        if Tier.INTERNAL in tiers:
            internal = draw(st.integers(0, public - 1)) * 2 + 1
            targets.append(Target(metric, severity, Tier.INTERNAL, internal * MINUTE, goal=draw(st.integers(1, 99))))
    pausing = st.frozensets(st.sampled_from(sorted(WAITING)))
    pauses = {key: draw(pausing) for key in DEFAULT_PAUSES}
    steps = st.builds(
        EscalationStep,
        st.sampled_from(Severity),
        st.none() | st.sampled_from(Metric),
        st.integers(1, 200),
        st.just(StepAct.ASSIGN),
        st.sampled_from(("Kim L.", "Sam R.")),
    )
    first = draw(st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)))
    return Agreement(
        name="Generated",
        version=draw(st.integers(1, 9)),
        calendar=draw(st.sampled_from(sorted(HOURS))),
        calendar_by_severity=draw(st.dictionaries(st.sampled_from(Severity), st.sampled_from(sorted(HOURS)))),
        targets=tuple(targets),
        valid_from=first,
        valid_to=None if first is None else first.replace(year=first.year + 1, day=1),
        pauses=pauses,
        severity_change=draw(st.sampled_from(SeverityChange)),
        reopen_window=draw(st.integers(0, 10)),
        basis=draw(st.sampled_from(CountingBasis)),
        meanings=draw(meanings()),
        sections=draw(st.dictionaries(st.sampled_from([part.value for part in Part]), words, max_size=4)),
        escalation=tuple(draw(st.lists(steps, max_size=2))),
        notice_until=draw(st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))),
        renews_on=draw(st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))),
    )
