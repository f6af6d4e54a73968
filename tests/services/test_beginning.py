"""A new desk's first answers: all of them or none, and only while nothing was done."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Tier
from slaapp.domain.calendar import Opening
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.services.beginning import OFFICE, PACES, Answers, countries, expected
from slaapp.services.defaults import targets
from tests.services.conftest import Work, at

NOW = at("03-09 10:00")


def test_a_new_desk_takes_its_answers_whole(desk: Work) -> None:
    beginning = desk.engine.beginning
    assert beginning.wanted()
    long_day = (Opening(7 * 60 + 30, 18 * 60),)
    answers = Answers(
        "Europe/Berlin", name="Site IT desk", phone="4711", week=(long_day,) * 4 + ((), (), ()), country="DE",
        pace="strict", internal=False, people=("Kim L.", ""), me="Sam R.",
    )  # fmt: skip

    beginning.begin(answers, now=NOW)

    assert not beginning.wanted()
    assert desk.engine.catalogue.desk().name == "Site IT desk"
    hours = desk.engine.hours()
    assert (hours.zone.key, hours.line.on(hours.day_of(NOW)).week[0]) == ("Europe/Berlin", long_day)
    assert "Tag der Deutschen Einheit" in hours.line.on(hours.day_of(NOW)).holidays.values()
    agreement = desk.engine.catalogue.agreements()[0]
    assert {target.tier for target in agreement.targets} == {Tier.PUBLIC}
    assert min(target.allowed for target in agreement.targets) == HOUR // 4
    assert [person.name for person in desk.engine.people.every()] == ["Kim L.", "Sam R."]
    assert desk.engine.people.me() == desk.engine.people.find("Sam R.")
    assert desk.sound()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Desk name"),
        ({"week": ((),) * 7}, "Hours"),
        ({"country": "XX"}, "Country"),
        ({"pace": "slow"}, "Pace"),
        ({"people": ("Kim", "kim")}, "People"),
        ({"people": ("nobody",)}, "People"),
        ({"zone": "Europe/Nowhere"}, "Zone"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_written(desk: Work, wrong: dict, said: str) -> None:
    with pytest.raises(UsageRefusal, match=f"^{said}"):
        desk.engine.beginning.begin(replace(Answers("UTC"), **wrong), now=NOW)

    assert desk.engine.beginning.wanted()
    assert desk.engine.catalogue.desk().name == "Support desk"


def test_a_desk_that_has_begun_is_not_set_up_again(desk: Work) -> None:
    desk.log("03-09 09:00")

    assert not desk.engine.beginning.wanted()
    with pytest.raises(Refusal, match="has begun already"):
        desk.engine.beginning.begin(Answers("UTC"), now=NOW)


def test_the_usual_answers_can_be_taken_as_they_are(desk: Work) -> None:
    desk.engine.beginning.begin(desk.engine.beginning.usual(NOW), now=NOW)

    assert not desk.engine.beginning.wanted()


def test_what_would_be_due_when_is_what_the_clocks_will_say(desk: Work) -> None:
    answers = Answers("UTC", pace="relaxed")
    _, found = expected(answers, NOW)
    desk.engine.beginning.begin(answers, now=NOW)
    number = desk.log("03-09 10:00", "high")

    assert desk.clock(number, when="03-09 10:00").reading.due_at == found[1].resolve_at
    assert [held.severity for held in found] == [Severity.URGENT, Severity.HIGH, Severity.NORMAL, Severity.LOW]


def test_each_pace_is_stricter_than_the_one_before(desk: Work) -> None:
    names = list(PACES)
    for slower, faster in pairwise(names):
        for severity in Severity:
            pairs = zip(PACES[faster][severity], PACES[slower][severity], strict=True)
            assert all(fast < slow for fast, slow in pairs)


def test_countries_are_those_whose_holidays_are_known() -> None:
    found = dict(countries())

    assert found["DE"] == "Germany"
    assert len(found) > 100
    assert OFFICE[5] == ()


def test_the_desks_name_and_address_change_without_touching_its_rules(desk: Work) -> None:
    desk.engine.catalogue.describe_desk(name=" Site desk ", address=["1 High Street", ""], phone="214", now=NOW)

    held = desk.engine.catalogue.desk()
    assert (held.name, held.address, held.phone) == ("Site desk", ("1 High Street",), "214")
    assert desk.engine.catalogue.desk_rules() == ("Standard support", "Support hours")


def test_how_the_desk_was_described_before_holds_again(desk: Work) -> None:
    catalogue = desk.engine.catalogue
    before = catalogue.desk()
    changes = catalogue.describe_desk(name="Site desk", address=["1 High Street"], phone="214", now=NOW)

    back = catalogue.take_back(changes.records, now=NOW)
    assert catalogue.desk() == before
    catalogue.take_back(back.records, now=NOW)

    assert catalogue.desk().name == "Site desk"
    catalogue.describe_desk(name="Site desk", address=[], phone="215", now=NOW)
    with pytest.raises(Refusal, match=r"^Nothing was undone: the desk Site desk was changed again since"):
        catalogue.take_back(changes.records, now=NOW)


@pytest.mark.parametrize(("public", "internal"), [(30, 20), (15, 11), (60, 45), (4 * 60, 3 * 60), (50, 35)])
def test_an_internal_target_is_a_length_that_people_promise(public: int, internal: int) -> None:
    lengths = {Severity.HIGH: (public * MINUTE,) * 3}

    allowed = {target.allowed for target in targets(lengths) if target.tier is Tier.INTERNAL}

    assert allowed == {internal * MINUTE}
