"""Agreements as files: what is written reads back as the very same; what is wrong is named by its place."""

import json
from datetime import date

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.agreement import (
    WAITING,
    Agreement,
    CountingBasis,
    EscalationStep,
    Impact,
    Meaning,
    Metric,
    Severity,
    SeverityChange,
    StepAct,
    Target,
    Tier,
    Urgency,
)
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.sections import Part
from slaapp.services.agreement_data import (
    NamedCopy,
    agreement_in,
    agreement_table,
    copies_in,
    copy_table,
    read_agreement,
)
from slaapp.services.fields import Fields

names = st.text("abc ÄöЖ漢 -.", min_size=1, max_size=8).map(str.strip).filter(bool)
texts = st.text("abc Ж*\n|", max_size=12)
severities, metrics = st.sampled_from(Severity), st.sampled_from(Metric)
cells = st.dictionaries(
    st.tuples(metrics, severities, st.just(Tier.PUBLIC)),
    st.tuples(st.integers(1, 200_000), st.integers(1, 100), st.integers(1, 100)),
    max_size=6,
)


def in_order(held: dict[tuple[Metric, Severity, Tier], tuple[int, int, int]]) -> tuple[Target, ...]:
    targets = [Target(*key, allowed, goal, warn_at) for key, (allowed, goal, warn_at) in held.items()]
    return tuple(sorted(targets, key=lambda one: (one.tier, -one.severity, list(Metric).index(one.metric))))


steps = st.builds(
    EscalationStep,
    severity=severities,
    metric=st.none() | metrics,
    at=st.integers(1, 1000),
    act=st.sampled_from(StepAct),
    to=names,
)
agreements = st.builds(
    Agreement,
    name=names,
    version=st.integers(1, 99),
    calendar=names,
    targets=cells.map(in_order),
    valid_from=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    valid_to=st.none() | st.dates(date(2030, 1, 2), date(2050, 1, 1)),
    applies_to_open=st.booleans(),
    calendar_by_severity=st.dictionaries(severities, names, max_size=2),
    pauses=st.fixed_dictionaries(
        {(metric, tier): st.frozensets(st.sampled_from(sorted(WAITING))) for metric in Metric for tier in Tier}
    ),
    severity_change=st.sampled_from(SeverityChange),
    reopen_window=st.integers(0, 366),
    basis=st.sampled_from(CountingBasis),
    sections=st.dictionaries(st.sampled_from([part.value for part in Part]), texts, max_size=3),
    meanings=st.dictionaries(severities, st.builds(Meaning, texts, st.lists(texts, max_size=2).map(tuple), names)),
    matrix=st.dictionaries(st.tuples(st.sampled_from(Impact), st.sampled_from(Urgency)), severities),
    services=st.lists(names, max_size=2).map(tuple),
    escalation=st.lists(steps, max_size=2).map(tuple),
    notice_days=st.integers(0, 366),
    notice_until=st.none() | st.dates(date(2025, 1, 1), date(2050, 1, 1)),
    renews_on=st.none() | st.dates(date(2025, 1, 1), date(2050, 1, 1)),
)


copies = st.lists(
    st.builds(NamedCopy, names, st.integers(0, 2**53), st.text("0123456789abcdef", min_size=64, max_size=64))
)


@given(agreements, copies)
def test_what_is_written_reads_back_as_the_very_same(agreement: Agreement, signed: list[NamedCopy]) -> None:
    table = agreement_table(agreement)
    assert read_agreement(Fields(table)) == agreement
    with_copies = table | {"signed_copies": [copy_table(copy) for copy in signed]}
    for data in (tomli_w.dumps(with_copies).encode(), json.dumps(with_copies).encode()):
        assert agreement_in(data) == agreement
        assert copies_in(data) == tuple(signed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"name": "A", "name": "B"}', "The file is not JSON (“name” is there twice). Nothing was imported."),
        (b'{"name": ', "The file is not JSON (Expecting value"),
        (b"[]", "The file is JSON that holds a list or a single value"),
        (b'[{"name": "A"}]', "The file is JSON that holds a list or a single value"),
        (b"null", "The file is JSON that holds a list or a single value"),
        (b"= nonsense", "The file is not TOML"),
        (b'{"name": "\xff"}', "The file is not UTF-8 text."),
        (b'{"a":' * 100_000, "The file is nested too deeply. Nothing was imported."),
        (b'{"name": "A", "version": 1.5, "calendar": "C", "targets": {}}', "version: a whole number from 1 to 9999"),
        (b'{"name": "A", "version": 1, "calendar": "C", "targets": []}', "targets: a table of names and values"),
        (b'{"name": "A", "version": 1, "calendar": "C", "targets": {}, "renews_on": "soon"}', "renews_on: a date such"),
    ],
)
def test_a_bad_json_file_gets_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UsageRefusal) as refused:
        agreement_in(data)

    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sections": {"prupose": "x"}}, "sections: “prupose” is not known here"),
        ({"meanings": {"high": {"text": 3}}}, "meanings.high.text: a text is expected here, not 3."),
        ({"matrix": {"one": {"soon": "middling"}}}, "matrix.one.soon: “middling” is not known here"),
        ({"escalation": [{"severity": "high", "at": 0, "act": "notify"}]}, "escalation[0].at: a whole number"),
        ({"escalation": [{"severity": "high", "at": 75, "act": "assign"}]}, "escalation[0].to: assign needs"),
        ({"notice_days": 400}, "notice_days: a whole number from 0 to 366"),
        ({"services": ["Mail", 7]}, "services[1]: a text is expected here, not 7."),
    ],
)
def test_what_is_wrong_is_named_by_its_place(change: dict[str, object], said: str) -> None:
    table = {"name": "Standard", "version": 1, "calendar": "Hours", "targets": {}} | change

    with pytest.raises(UsageRefusal) as refused:
        agreement_in(tomli_w.dumps(table).encode())

    assert str(refused.value).startswith(said)


def test_a_goal_and_a_warning_of_the_agreement_are_those_of_targets_that_say_none() -> None:
    text = (
        'name = "A"\nversion = 1\ncalendar = "C"\ngoal = 95\nwarn_at = 60\n[targets.public.high]\n'
        'resolution = "8h"\nfirst_response = {allowed = "1h", goal = 80}\n'
    )

    held = {one.metric: (one.goal, one.warn_at) for one in agreement_in(text.encode()).targets}

    assert held == {Metric.RESOLUTION: (95, 60), Metric.FIRST_RESPONSE: (80, 60)}
