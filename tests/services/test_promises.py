"""What was promised and what is decided never changes by new rules (C11 of semantics)."""

import pytest

from slaapp.domain.errors import Refusal
from tests.services.conftest import Work, at


def version(number: int, first: str, last: str | None = None, *, open_too: bool = False) -> str:
    ends = "" if last is None else f"valid_to = 2026-{last}\n"
    return f"version = {number}\nvalid_from = 2026-{first}\n{ends}applies_to_open = {str(open_too).lower()}\n"


def as_version(text: str, head: str) -> str:
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(_HEAD)]
    return lines[0] + head + "".join(lines[1:])


def shorter(text: str, was: str, now: str) -> str:
    """Every target of that length shortened, and the internal ones with it."""
    public = text[text.index("[targets.public") :].replace(f'"{was}"', f'"{now}"')
    head = text[: text.index("[targets.internal")]
    return head + public


def holiday(text: str, day: str) -> str:
    return text.replace("[versions.holidays]\n", f'[versions.holidays]\n{day} = "Founders\' day"\n')


_HEAD = ("version =", "valid_from =", "valid_to =", "applies_to_open =")


def test_a_version_that_governs_tickets_stays_as_it_was_promised(desk: Work) -> None:
    number = desk.log("02-24 09:00")

    with pytest.raises(Refusal, match=r"^Nothing was saved: version 1 of Standard support governs 1 tickets"):
        desk.agreement(lambda text: text.replace('"24h"', '"18h"'), when="02-24 10:00")

    assert desk.clock(number, when="02-24 10:00").reading.allowed == 24 * 3600


def test_a_version_that_governs_nothing_yet_can_be_worked_on(desk: Work) -> None:
    desk.agreement(lambda text: text.replace('"24h"', '"18h"'), when="02-24 08:00")

    assert desk.clock(desk.log("02-24 09:00"), when="02-24 10:00").reading.allowed == 18 * 3600


def test_the_same_agreement_can_be_brought_again(desk: Work) -> None:
    desk.log("02-24 09:00")

    desk.agreement(lambda text: text, when="02-24 10:00")

    assert desk.sound()


def test_a_version_for_the_past_decides_nothing_afterwards(desk: Work) -> None:
    """What no agreement covered then stays uncovered: a breach is not made out of nothing."""
    desk.agreement(lambda text: as_version(text, version(1, "01-01", "01-31")), when="01-05 09:00")
    number = desk.log("02-10 09:00")

    with pytest.raises(Refusal, match="it would change what is decided of 1 tickets"):
        desk.agreement(lambda text: as_version(text, version(2, "02-01")), when="03-02 09:00")

    assert desk.clock(number, when="03-02 09:00").clock.excluded == "no_agreement"


def test_a_clock_that_is_late_and_still_runs_keeps_its_goal(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.log("02-24 09:00", "urgent", customer=acme)

    with pytest.raises(Refusal):
        desk.agreement(
            lambda text: as_version(text.replace("goal = 90", "goal = 50"), version(2, "02-24", open_too=True)),
            when="02-24 16:00",
        )


def test_hours_of_days_that_are_over_stay(desk: Work) -> None:
    desk.calendar(lambda text: holiday(text, "2026-02-27"), when="01-05 09:00")
    number = desk.log("02-26 09:00")
    before = desk.clock(number, when="03-02 10:00").reading.used

    with pytest.raises(Refusal, match="the hours of days that are over, first of 2026-02-27"):
        desk.calendar(lambda text: text.replace("2026-02-27", "2026-12-27"), when="03-02 10:00")

    assert desk.clock(number, when="03-02 10:00").reading.used == before


def test_hours_of_days_to_come_can_change(desk: Work) -> None:
    number = desk.log("02-26 16:00")

    desk.calendar(lambda text: holiday(text, "2026-02-27"), when="02-26 16:30")

    assert desk.clock(number, "first_response", when="02-26 16:30").reading.due_at == at("03-02 12:00")
    assert desk.sound()


def test_a_customer_can_change_agreement_and_keeps_what_was_promised(desk: Work) -> None:
    gold = ("Standard support", "Gold")
    desk.agreement(lambda text: text.replace(*gold).replace('"24h"', '"18h"'), when="01-05 09:00")
    desk.agreement(lambda text: text.replace("Standard support", "Silver"), when="01-05 09:00")
    acme = desk.customer("Acme", "Silver")
    done, running = desk.log("02-24 09:00", customer=acme), desk.log("02-24 09:00", customer=acme)
    desk.engine.desk.resolve(done, now=at("02-24 16:00"))

    desk.customer("Acme", "Gold", when="02-24 16:30")
    new = desk.log("02-24 16:40", customer=acme)

    pages = [desk.engine.pages.page(number, now=at("02-24 16:50")) for number in (done, running, new)]
    assert [page.agreement for page in pages] == ["Silver", "Silver", "Gold"]
    assert desk.sound()


def test_until_the_next_agreement_begins_the_one_before_goes_on(desk: Work) -> None:
    desk.agreement(lambda text: text.replace("Standard support", "Silver"), when="01-05 09:00")
    desk.agreement(
        lambda text: as_version(text.replace("Standard support", "Gold"), version(1, "03-01")), when="01-05 09:00"
    )
    acme = desk.customer("Acme", "Silver")
    desk.customer("Acme", "Gold", when="02-10 09:00")

    for when, name in (("02-24 09:00", "Silver"), ("03-02 09:00", "Gold")):
        assert desk.engine.pages.page(desk.log(when, customer=acme), now=at(when)).agreement == name


def test_naming_a_customer_again_forgets_nothing_of_them(desk: Work) -> None:
    desk.agreement(lambda text: text.replace("Standard support", "Gold"), when="01-05 09:00")
    desk.customer("Acme", "Gold")

    desk.engine.catalogue.add_customer("Acme", now=at("02-01 09:00"))

    assert desk.engine.catalogue.customer("Acme").agreement == "Gold"


def test_a_version_that_was_over_before_governs_no_later_ticket(desk: Work) -> None:
    desk.agreement(
        lambda text: as_version(text.replace('"24h"', '"18h"'), version(2, "02-02", "02-27", open_too=True)),
        when="01-30 09:00",
    )

    number = desk.log("03-02 09:00")

    assert desk.clock(number, when="03-02 10:00").reading.allowed == 24 * 3600


def test_open_tickets_never_go_back_to_an_older_version(desk: Work) -> None:
    number = desk.log("01-30 09:00", "low")
    second, third = version(2, "02-05", open_too=True), version(3, "02-03", open_too=True)
    desk.agreement(lambda text: as_version(text.replace('"40h"', '"38h"'), second), when="01-30 10:00")
    desk.agreement(lambda text: as_version(text.replace('"38h"', '"35h"'), third), when="01-30 10:00")

    for when, hours in (("02-02 16:00", 40), ("02-04 10:00", 35), ("02-05 10:00", 35)):
        assert desk.clock(number, when=when).reading.allowed == hours * 3600


def test_a_ticket_moved_to_another_customer_takes_nothing_decided_along(desk: Work) -> None:
    desk.agreement(lambda text: shorter(text.replace("Standard support", "Gold"), "4h", "1h"), when="01-05 09:00")
    acme, best = desk.customer("Acme"), desk.customer("Best", "Gold")
    number = desk.log("02-24 09:00", customer=acme)
    open_one = desk.log("02-24 12:30", customer=acme)
    desk.engine.desk.reply(number, "On it.", now=at("02-24 11:00"))

    with pytest.raises(Refusal, match=f"The customer of ticket {number} was not changed"):
        desk.engine.desk.edit(number, customer=best, now=at("02-24 13:00"))
    desk.engine.desk.edit(open_one, customer=best, now=at("02-24 13:00"))

    assert desk.engine.pages.page(number, now=at("02-24 13:00")).customer == "Acme"
    assert desk.engine.pages.page(open_one, now=at("02-24 13:00")).agreement == "Gold"
    assert desk.sound()


def test_a_ticket_of_a_month_that_is_over_stays_its_customers(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    number = desk.log("02-24 09:00", customer=acme)

    with pytest.raises(Refusal, match="it was received in February 2026, a month that is over"):
        desk.engine.desk.edit(number, customer=best, now=at("03-02 09:00"))
    desk.engine.desk.edit(number, subject="Other words", now=at("03-02 09:00"))


def test_a_customers_next_agreement_changes_no_month_before(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.engine.desk.resolve(desk.log("01-06 09:00", customer=acme), now=at("01-06 12:00"))
    before = desk.month("2026-01", acme, when="02-02 08:00")
    desk.agreement(lambda text: text.replace("Standard support", "Gold").replace("90", "99"), when="02-02 08:30")

    desk.customer("Acme", "Gold", when="02-02 08:40")
    after = desk.month("2026-01", acme, when="02-02 09:00")

    assert (after.agreement, after.cells, after.times) == (before.agreement, before.cells, before.times)
