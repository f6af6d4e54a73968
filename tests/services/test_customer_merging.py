"""Two customers become one: what it says beforehand, what it leaves alone, what it counts, and taking it back."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaapp.domain.errors import Refusal
from tests.services.conftest import Work, at

NOW = at("03-11 12:00")
SEVERITIES = ("low", "normal", "high", "urgent")


def merge(desk: Work, loser: str, survivor: str, when: str = "03-11 12:00") -> tuple[tuple[str, str, int], ...]:
    return desk.engine.customer_merging.merge(loser, survivor, now=at(when)).records


def resolve(desk: Work, number: int, when: str) -> None:
    desk.engine.desk.resolve(number, now=at(when))


def test_the_preview_says_what_will_happen_and_writes_nothing(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    desk.log("03-10 09:00", customer=acme)
    for owner in (acme, best):
        desk.engine.customers.add_contact(owner, "Kim", now=NOW)

    said = desk.engine.customer_merging.preview(acme, best, now=NOW).sentences()

    assert said[0] == "1 ticket (1 open), 1 contact and 0 services of Acme are listed under Best."
    assert "go by Standard support" in said[1]
    assert any(line == "From March 2026 on, the report of Best counts both." for line in said)
    assert any("Months before March 2026 stay as they were" in line for line in said)
    assert any("Both have a contact Kim" in line for line in said)
    assert [row.customer for row in desk.engine.board.rows()] == ["Acme"]


def test_tickets_contacts_and_services_are_listed_under_the_survivor(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    number = desk.log("03-10 09:00", customer=acme)
    desk.engine.customers.add_contact(acme, "Kim", now=NOW)
    desk.engine.customers.add_service(acme, "Wi-Fi", now=NOW)

    merge(desk, acme, best)

    page = desk.engine.customers.page(best, desk.engine.board, now=NOW)
    assert [row.number for row in page.open] == [number]
    assert ([one.name for one in page.contacts], [one.name for one in page.services]) == (["Kim"], ["Wi-Fi"])
    assert page.joined == ("Acme",)
    assert desk.engine.pages.page(number, now=NOW).customer == "Best"
    assert [hit.customer for hit in desk.engine.board.search("acme")] == ["Best"]
    assert [hit.number for hit in desk.engine.board.search("best")] == [number]
    assert [held.name for held in desk.engine.catalogue.customers()] == ["Best"]
    assert desk.engine.catalogue.customer("Acme").name == "Best"
    assert desk.sound()


def test_a_ticket_logged_for_the_merged_one_is_the_survivors(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    merge(desk, acme, best)

    number = desk.log("03-11 13:00", customer=acme)

    assert desk.engine.pages.page(number, now=at("03-11 13:00")).customer_id == best


def test_a_month_that_is_over_stays_with_whoever_had_it(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    for owner, severity in ((acme, "urgent"), (best, "low")):
        resolve(desk, desk.log("02-03 09:00", severity, customer=owner), "02-20 09:30")
    before = [desk.month("2026-02", owner, when="03-11 12:00") for owner in (acme, best)]

    merge(desk, acme, best)

    assert [desk.month("2026-02", owner, when="03-11 12:00") for owner in (acme, best)] == before


def test_the_month_of_the_merge_counts_both_for_the_survivor(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    old = desk.log("02-27 09:00", customer=acme)
    for owner in (acme, best):
        resolve(desk, desk.log("03-03 09:00", customer=owner), "03-03 10:00")
    resolve(desk, old, "03-04 10:00")
    apart = [desk.month("2026-03", owner, when="03-11 12:00") for owner in (acme, best)]

    merge(desk, acme, best)

    together = desk.month("2026-03", best, when="03-11 12:00")
    assert together.total.decided == sum(month.total.decided for month in apart)
    assert together.flow.received == 2
    assert together.flow.open_at_start == sum(month.flow.open_at_start for month in apart)
    assert together.definitions[0].startswith("Acme goes on as part of Best since 11 March 2026")
    assert together.trend[-2] == desk.month("2026-03", best, when="03-11 11:59").trend[-2]
    with pytest.raises(Refusal, match="Acme goes on as part of Best"):
        desk.month("2026-03", acme, when="03-11 12:00")


def test_a_merge_is_taken_back_whole(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    number = desk.log("03-10 09:00", customer=acme)
    months = [desk.month("2026-03", owner, when="03-11 12:00") for owner in (acme, best)]
    written = merge(desk, acme, best)

    desk.engine.customers.take_back(written, now=NOW)

    assert desk.engine.pages.page(number, now=NOW).customer == "Acme"
    assert [desk.month("2026-03", owner, when="03-11 12:00") for owner in (acme, best)] == months
    assert desk.engine.board.search("best") == []
    assert desk.sound()


def test_a_merge_of_a_month_that_is_over_stays(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    written = merge(desk, acme, best)

    with pytest.raises(Refusal, match="a month that is over"):
        desk.engine.customers.take_back(written, now=at("04-01 09:00"))


def test_customers_whose_tickets_became_one_stay_merged(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    mine, theirs = (desk.log("03-10 09:00", customer=owner) for owner in (acme, best))
    written = merge(desk, acme, best)
    desk.engine.desk.merge(mine, theirs, now=NOW)

    with pytest.raises(Refusal, match="merged with one of the other customer since"):
        desk.engine.customers.take_back(written, now=NOW)


def test_merging_goes_on_over_several(desk: Work) -> None:
    acme, best, corp = (desk.customer(name) for name in ("Acme", "Best", "Corp"))
    number = desk.log("03-10 09:00", customer=acme)
    merge(desk, acme, best)
    merge(desk, best, corp, "03-12 09:00")

    assert desk.engine.pages.page(number, now=at("03-12 09:00")).customer == "Corp"
    assert desk.month("2026-03", corp, when="03-12 09:00").flow.received == 1


def test_what_cannot_be_merged_says_why(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    with pytest.raises(Refusal, match="the same customer"):
        merge(desk, acme, acme)
    desk.engine.customers.retire(best, now=NOW)
    with pytest.raises(Refusal, match="Best is retired"):
        merge(desk, acme, best)
    desk.engine.customers.bring_back(best, now=NOW)
    merge(desk, acme, best)
    with pytest.raises(Refusal, match="goes on as part of Best already"):
        merge(desk, acme, best)


@pytest.mark.parametrize(("old", "new", "why"), [("decided", "received", "count twice or never")])
def test_customers_that_count_differently_are_not_merged(desk: Work, old: str, new: str, why: str) -> None:
    text = desk.engine.toml_files.export_agreement("Standard support").decode().replace("Standard support", "Gold")
    desk.engine.toml_files.import_agreement(_with_basis(text, new).encode(), now=at("01-05 09:00"))
    acme, best = desk.customer("Acme", "Gold"), desk.customer("Best")
    desk.log("03-10 09:00", customer=acme)

    with pytest.raises(Refusal, match=why):
        merge(desk, acme, best)

    assert [row.customer for row in desk.engine.board.rows()] == ["Acme"]


def _with_basis(text: str, basis: str) -> str:
    kept = [line for line in text.splitlines() if not line.startswith("basis")]
    return "\n".join([f'basis = "{basis}"', *kept])


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(SEVERITIES), st.integers(1, 40), st.none() | st.integers(1, 30)),
        min_size=1,
        max_size=6,
    )
)
def test_no_merge_changes_a_clock_a_month_that_is_over_or_the_sum(
    desk: Work, lived: list[tuple[bool, str, int, int | None]]
) -> None:
    """Any tickets of two customers, received since 26 January, some resolved: every clock decided before stays in one
    month of one customer, and the month of the merge holds both."""
    start = at("01-26 10:00")
    counter = len(desk.engine.catalogue.customers(everyone=True))
    owners = [desk.customer(f"{name} {counter}") for name in ("Acme", "Best")]
    for first, severity, days, after in lived:
        received = min(start + days * 86400, NOW - 3600)
        when = _short(received)
        number = desk.log(when, severity, customer=owners[0 if first else 1])
        if after is not None:
            desk.engine.desk.resolve(number, now=max(received, min(received + after * 3600 * 5, NOW)))
    rows = {row.number: row.clocks for row in desk.engine.board.rows()}
    over = [desk.month("2026-02", owner, when="03-11 12:00") for owner in owners]
    apart = [desk.month("2026-03", owner, when="03-11 12:00") for owner in owners]

    written = merge(desk, *owners)

    assert {row.number: row.clocks for row in desk.engine.board.rows()} == rows
    assert [desk.month("2026-02", owner, when="03-11 12:00") for owner in owners] == over
    together = desk.month("2026-03", owners[1], when="03-11 12:00")
    assert together.total.met == sum(month.total.met for month in apart)
    assert together.total.breached == sum(month.total.breached for month in apart)
    assert together.backlog.tickets == sum(month.backlog.tickets for month in apart)
    assert desk.sound()
    desk.engine.customers.take_back(written, now=NOW)
    assert [desk.month("2026-03", owner, when="03-11 12:00") for owner in owners] == apart


def _short(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%m-%d %H:%M:%S")


def test_who_came_twice_by_a_merge_is_listed_once(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    customers, now = desk.engine.customers, at("03-10 12:00")
    for owner in (acme, best):
        customers.add_service(owner, "Wi-Fi", now=now)
        customers.add_contact(owner, "Front desk", now=now)
        customers.add_contact(owner, "Kim", phone="1" if owner == acme else "2", now=now)
    customers.add_contact(acme, "Lee", phone="7", now=now)
    customers.add_contact(best, "lee", now=now)
    merge(desk, acme, best)

    page = customers.page(best, desk.engine.board, now=at("03-11 13:00"))

    assert [service.name for service in page.services] == ["Wi-Fi"]
    assert sorted((contact.name, contact.phone) for contact in page.contacts) == [
        ("Front desk", ""),
        ("Kim", "1"),
        ("Kim", "2"),
        ("Lee", "7"),
    ]


def test_who_is_in_different_groups_is_not_one_and_a_service_keeps_its_agreement(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    customers, claims, now = desk.engine.customers, desk.engine.customer_claims, at("03-10 12:00")
    agreement = desk.engine.catalogue.agreements()[0].name
    for owner, group in ((acme, "VIP"), (best, "Board")):
        customers.add_contact(owner, "Kim", group=group, now=now)
        customers.add_service(owner, "Wi-Fi", now=now)
    claims.give_service(claims.service(acme, "Wi-Fi"), agreement, now=now)
    merge(desk, acme, best)

    page = customers.page(best, desk.engine.board, now=at("03-11 13:00"))

    assert sorted(contact.group for contact in page.contacts) == ["Board", "VIP"]
    assert [service.agreement for service in page.services] == [agreement]


def test_what_is_listed_once_leaves_as_one_and_comes_back_with_undo(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    customers, now = desk.engine.customers, at("03-11 13:00")
    for owner in (acme, best):
        customers.add_service(owner, "Wi-Fi", now=now)
        customers.add_contact(owner, "Front desk", now=now)
    merge(desk, acme, best)
    held = customers.page(best, desk.engine.board, now=now)

    gone = customers.remove("service", held.services[0].id, now=now)
    front = next(contact for contact in held.contacts if contact.name == "Front desk")
    customers.edit_contact(front.id, name="Reception", phone="", email="", room="", now=now)
    page = customers.page(best, desk.engine.board, now=now)
    customers.take_back(gone.records, now=now)

    assert page.services == ()
    assert [contact.name for contact in page.contacts if contact.name != "Kim"] == ["Reception"]
    assert len(customers.page(best, desk.engine.board, now=now).services) == 1
