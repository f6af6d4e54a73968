"""What differs between two versions, in words."""

from datetime import date

from hypothesis import given
from msgspec.structs import replace

from slaapp.domain.agreement import (
    DEFAULT_PAUSES,
    Agreement,
    EscalationStep,
    Impact,
    Meaning,
    Metric,
    Severity,
    Status,
    StepAct,
    Tier,
    Urgency,
)
from slaapp.domain.comparison import differences
from slaapp.domain.sections import Part
from slaapp.domain.spans import HOUR
from slaapp.reports.agreement_changes import Change, changes, summary
from tests.agreements import agreements
from tests.reports import northgate

OLD = northgate.agreement()


def words(now: Agreement, was: Agreement = OLD, *, internal: bool = True) -> list[str]:
    return [change.words for change in changes(was, now, internal=internal)]


def allowing(severity: Severity, metric: Metric, hours: int, *, tier: Tier = Tier.PUBLIC) -> Agreement:
    targets = tuple(
        replace(one, allowed=hours * HOUR) if (one.severity, one.metric, one.tier) == (severity, metric, tier) else one
        for one in OLD.targets
    )
    return replace(OLD, targets=targets)


@given(agreements(), agreements())
def test_there_are_words_exactly_where_something_differs(was: Agreement, now: Agreement) -> None:
    now = replace(now, name=was.name, version=was.version)

    assert bool(changes(was, now)) == bool(differences(was, now))
    assert changes(was, was) == ()


def test_a_length_is_told_with_the_one_before() -> None:
    assert words(allowing(Severity.HIGH, Metric.RESOLUTION, 6)) == ["High, resolution: 8\u202fh → 6\u202fh"]


def test_an_internal_length_is_for_the_desk_alone() -> None:
    now = allowing(Severity.HIGH, Metric.RESOLUTION, 5, tier=Tier.INTERNAL)

    assert words(now) == ["High, resolution, internal: 6\u202fh → 5\u202fh"]
    assert words(now, internal=False) == []
    assert summary(changes(OLD, now, internal=False)) == "What is agreed is as before"


def test_a_metric_that_is_new_is_one_change() -> None:
    was = replace(OLD, targets=tuple(one for one in OLD.targets if one.metric is not Metric.UPDATE))

    added = "added, Urgent 1\u202fh, High 4\u202fh, Normal 8\u202fh, Low 16\u202fh"
    assert words(OLD, was, internal=False) == [f"Next update: {added}"]
    assert words(was, internal=False) == ["Next update: no times any more"]


def test_metrics_that_a_status_no_longer_stops_share_a_sentence() -> None:
    waiting = DEFAULT_PAUSES[Metric.RESOLUTION, Tier.PUBLIC] | {Status.WAITING_THIRD_PARTY}
    both = {(metric, Tier.PUBLIC): waiting for metric in (Metric.UPDATE, Metric.RESOLUTION)}
    was = replace(OLD, pauses={**DEFAULT_PAUSES, **both})

    assert words(OLD, was) == ["Waiting on third party no longer pauses next update and resolution"]
    assert words(was) == ["Waiting on third party now pauses next update and resolution"]


def test_reworded_text_comes_with_both_words_and_its_number() -> None:
    was = replace(OLD, sections={"review": "Each year.", "purpose": "Help."})
    now = replace(OLD, sections={"review": "Each month.", "purpose": "Help."})

    (change,) = changes(was, now, numbers={Part.REVIEW: "6.4"})

    assert (change.words, change.was, change.now) == ("Section 6.4 (Review) reworded", "Each year.", "Each month.")


def test_texts_come_in_the_order_in_which_they_are_read() -> None:
    now = replace(OLD, sections={"termination": "c", "scope": "b", "purpose": "a"})

    assert [change.now for change in changes(OLD, now)] == ["a", "b", "c"]


def test_the_rest_is_told_too() -> None:
    now = replace(
        OLD,
        calendar="Long hours",
        valid_from=date(2026, 4, 1),
        reopen_window=1,
        services=("Printing",),
        meanings={Severity.URGENT: Meaning("All of the site")},
        escalation=(EscalationStep(Severity.URGENT, None, 75, StepAct.NOTIFY, "Kim L."),),
        applies_to_open=True,
    )

    assert words(now, internal=False) == [
        "Support hours: Support hours → Long hours",
        "First day: 1 September 2025 → 1 April 2026",
        "Holds for open tickets, too",
        "Reopening: 5 working days → 1 working day",
        "What Urgent means is written down now",
        "Services covered: all → Printing",
        "Escalation added: Urgent, every clock, at 75\u00a0%: the person in charge is told",
    ]


def test_whom_a_step_names_is_for_the_desk_alone() -> None:
    was, now = (
        replace(OLD, escalation=(EscalationStep(Severity.URGENT, None, 75, StepAct.NOTIFY, name),))
        for name in ("Kim L.", "Sam R.")
    )

    assert words(now, was, internal=False) == []
    assert words(now, was) == [
        "Escalation taken out: Urgent, every clock, at 75\u00a0%: Kim L. is told",
        "Escalation added: Urgent, every clock, at 75\u00a0%: Sam R. is told",
    ]


def test_steps_in_another_order_are_the_same_steps() -> None:
    one, two = (EscalationStep(Severity.HIGH, Metric.RESOLUTION, at, StepAct.SLIP) for at in (75, 100))
    was, now = replace(OLD, escalation=(one, two)), replace(OLD, escalation=(two, one))

    assert words(now, was) == ["Escalation: the same steps in another order"]
    assert words(replace(OLD, escalation=(two,)), was) == [
        "Escalation taken out: High, resolution, at 75\u00a0%: a slip is printed at the desk"
    ]


def test_a_severity_that_gets_a_name_is_told_by_the_one_before() -> None:
    meaning = Meaning("All of the site", ("no network",))
    was = replace(OLD, meanings={Severity.URGENT: meaning})
    named = replace(was, meanings={Severity.URGENT: replace(meaning, name="Standstill")})
    reworded = replace(was, meanings={Severity.URGENT: Meaning("A site", (), "P1")})

    assert changes(was, replace(was, meanings={**was.meanings, Severity.LOW: Meaning("")})) == ()
    assert changes(was, named) == (Change("Urgent is called Standstill"),)
    assert changes(named, reworded) == (
        Change("Standstill is called P1"),
        Change("What P1 means was reworded", "All of the site. Such as no network", "A site"),
    )


def test_what_impact_and_urgency_propose_is_told_cell_by_cell() -> None:
    was = replace(
        OLD, matrix={(Impact.ONE, Urgency.SOON): Severity.NORMAL, (Impact.ONE, Urgency.AT_ONCE): Severity.HIGH}
    )
    now = replace(OLD, matrix={(Impact.ONE, Urgency.SOON): Severity.LOW, (Impact.ONE, Urgency.AT_ONCE): Severity.HIGH})

    assert words(now, was) == ["Proposed for one person, soon: Normal → Low"]
    assert words(now, OLD) == [
        "Proposed for one person, at once: none → High",
        "Proposed for one person, soon: none → Low",
    ]
    assert words(OLD, was) == ["Impact and urgency no longer propose the severity"]


RAISED = "Escalation added: Urgent, next update, at 75\u00a0%: the severity is raised by one step"


def test_of_clocks_that_a_customer_does_not_have_a_customer_learns_nothing() -> None:
    step = EscalationStep(Severity.URGENT, Metric.UPDATE, 75, StepAct.RAISE, "")
    inside = tuple(one for one in OLD.targets if one.tier is Tier.INTERNAL or one.metric is not Metric.UPDATE)
    was = replace(OLD, targets=inside)
    waiting = {(Metric.UPDATE, Tier.PUBLIC): frozenset({Status.WAITING_THIRD_PARTY})}
    now = replace(was, pauses={**DEFAULT_PAUSES, **waiting}, escalation=(step,))

    assert words(now, was, internal=False) == []
    assert words(now, was)[-1] == RAISED
    assert words(replace(now, targets=OLD.targets), was, internal=False)[-1] == RAISED


def test_a_draft_without_a_day_has_one_to_be_agreed() -> None:
    assert words(replace(OLD, valid_from=None)) == ["First day: 1 September 2025 → still to be agreed"]


def test_a_summary_says_how_much_more_there_is() -> None:
    now = replace(OLD, sections={part.value: "x" for part in (Part.PURPOSE, Part.SCOPE, Part.REVIEW)})

    assert summary(changes(OLD, now), most=2) == (
        "Purpose has words of its own now. Scope and policies has words of its own now. And 1 more."
    )
