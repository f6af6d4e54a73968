"""Which agreement a ticket gets: its contact's group, its service, its customer, the desk's default, in this order."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import Meaning, Metric, Severity, Tier
from slaapp.domain.agreement_checks import Fault
from slaapp.domain.claim import Claimant
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.agreement_findings import sentence
from slaapp.reports.scope import Scope
from slaapp.services.agreement_data import agreement_table
from slaapp.services.changes import Changes
from slaapp.services.claiming import Claimed
from slaapp.services.desk import TicketDraft
from tests.services.conftest import Work, at

MONDAY = "01-05 09:00"
TUESDAY = "01-06 09:00"


class Claims(Work):
    """Harbour has the contact Kim and the service Wi-Fi; Gold, Silver and Bronze are agreements like the desk's."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        for name, hours in (("Gold", 1), ("Silver", 2), ("Bronze", 3)):
            self.another(name, hours)
        self.harbour = self.customer("Harbour", when="01-05 08:00")
        engine.customers.add_contact(self.harbour, "Kim", now=at("01-05 08:00"))
        engine.customers.add_service(self.harbour, "Wi-Fi", now=at("01-05 08:00"))
        (self.kim,) = (contact.id for contact in engine.catalogue.contacts(self.harbour))
        self.wifi = engine.customer_claims.service(self.harbour, "wi-fi")

    def another(self, name: str, hours: int, *, first: date | None = None, last: date | None = None) -> None:
        """An agreement like the desk's own, without internal targets, that promises another first response."""
        (ours,) = (held for held in self.engine.catalogue.agreements() if held.name == "Standard support")
        targets = tuple(
            replace(target, allowed=hours * 3600) if target.metric is Metric.FIRST_RESPONSE else target
            for target in ours.targets
            if target.tier is Tier.PUBLIC
        )
        other = replace(ours, name=name, targets=targets, valid_from=first, valid_to=last)
        self.engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(other)).encode(), now=at("01-05 08:00"))

    def group(self, word: str, agreement: str | None, *, of: str = "VIP", when: str = "01-05 08:10") -> Changes:
        self.engine.customers.edit_contact(self.kim, name="Kim", phone="", email="", room="", group=word, now=at(when))
        return self.engine.customer_claims.give_group(self.harbour, of, agreement, now=at(when))

    def service(self, agreement: str | None, *, when: str = "01-05 08:10") -> Changes:
        return self.engine.customer_claims.give_service(self.wifi, agreement, now=at(when))

    def own(self, agreement: str | None, *, when: str = "01-05 08:10") -> Changes:
        return self.engine.customers.set_agreement(self.harbour, agreement, now=at(when))

    def call(self, when: str = MONDAY) -> int:
        return self.log(when, customer=self.harbour, contact=self.kim, service=self.wifi)

    def told(self, agreement: str) -> list[str]:
        """What is found where two agreements claim the same tickets."""
        held = self.engine.agreements.one(agreement, at(MONDAY)).versions[0].agreement
        found = self.engine.agreements.findings(held, at(MONDAY))
        return [sentence(finding, held) for finding in found if finding.fault is Fault.CLAIMED_TWICE]

    def claim(self, number: int, *, when: str = "01-05 10:00") -> Claimed | None:
        return self.engine.pages.page(number, now=at(when)).claim


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Claims]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 07:00"), is_test=True, zone="UTC") as engine:
        yield Claims(engine)


def test_the_group_of_the_contact_goes_before_all_else(desk: Claims) -> None:
    desk.group("VIP", "Gold")
    desk.service("Silver")
    desk.own("Bronze")

    number = desk.call()

    assert desk.claim(number) == Claimed("Gold", 1, Claimant.GROUP, "VIP")
    assert desk.clock(number, "first_response", when=MONDAY).reading.allowed == 3600


def test_an_agreement_says_where_another_one_claims_the_same_tickets(desk: Claims) -> None:
    desk.group("VIP", "Gold")
    assert desk.told("Gold") == desk.told("Silver") == []

    desk.service("Silver")
    tickets = "Harbour: tickets of group VIP about Wi-Fi go by"
    assert desk.told("Gold") == [f"{tickets} this agreement, not by Silver: a group goes before a service."]
    assert desk.told("Silver") == [f"{tickets} Gold: a group goes before a service."]
    assert desk.told("Bronze") == []

    desk.service("Gold")
    assert desk.told("Gold") == desk.told("Silver") == []


def test_of_two_agreements_in_the_companys_report_it_is_told_once(desk: Claims) -> None:
    desk.group("VIP", "Gold")
    desk.service("Silver")
    desk.own("Gold")
    desk.customer("Moor Farm", "Silver")

    report = desk.engine.reporting.report(Period.parse("2026-01"), Scope(), now=at("02-02 09:00"))
    found = desk.engine.closing.in_the_way(report, None, now=at("02-02 09:00"))

    assert [one.conflict for one in found if one.conflict] == [
        "Harbour: tickets of group VIP about Wi-Fi go by Gold: a group goes before a service."
    ]


def test_the_service_goes_before_the_customer(desk: Claims) -> None:
    desk.service("Silver")
    desk.own("Bronze")

    assert desk.claim(desk.call()) == Claimed("Silver", 1, Claimant.SERVICE, "Wi-Fi")


def test_the_customer_goes_before_the_desk(desk: Claims) -> None:
    desk.own("Bronze")

    assert desk.claim(desk.call()) == Claimed("Bronze", 1, Claimant.CUSTOMER, "Harbour")


def test_a_draft_that_a_customer_was_given_claims_once_it_has_begun(desk: Claims) -> None:
    """Customers sign a first version before it is in force; until then their tickets go by what they had."""
    desk.own("Bronze")
    (held,) = desk.engine.agreements.one("Gold", at(MONDAY)).versions
    desk.engine.agreements.save(replace(held.agreement, name="Platinum"), at(MONDAY))

    desk.own("Platinum", when=MONDAY)

    assert desk.engine.agreements.one("Platinum", at(MONDAY)).versions[0].missing == (desk.harbour,)
    assert desk.engine.agreements.one("Bronze", at(MONDAY)).holders == {desk.harbour: "Harbour"}
    page = desk.engine.customers.page(desk.harbour, desk.engine.board, now=at(MONDAY))
    assert (page.own_agreement, page.agreement and page.agreement.name) == ("Platinum", "Bronze")
    assert page.coming == {"Platinum"}
    before = desk.call(MONDAY)
    desk.engine.agreements.put_in_force("Platinum", date(2026, 1, 6), now=at("01-05 12:00"))
    assert desk.claim(desk.call("01-05 13:00"), when="01-05 13:00") == desk.claim(before)
    after = desk.call(TUESDAY)
    assert desk.claim(after, when=TUESDAY) == Claimed("Platinum", 1, Claimant.CUSTOMER, "Harbour")
    assert desk.claim(before, when=TUESDAY) == Claimed("Bronze", 1, Claimant.CUSTOMER, "Harbour")
    assert desk.engine.agreements.one("Bronze", at(TUESDAY)).holders == {}
    assert desk.sound()


def test_a_group_and_a_service_are_given_a_draft_as_well(desk: Claims) -> None:
    (held,) = desk.engine.agreements.one("Gold", at(MONDAY)).versions
    desk.engine.agreements.save(replace(held.agreement, name="Platinum"), at(MONDAY))
    desk.group("VIP", "Platinum", when=MONDAY)
    desk.service("Platinum", when=MONDAY)

    assert desk.claim(desk.call(TUESDAY), when=TUESDAY) == Claimed("Standard support", 1, Claimant.DESK, "")


def test_the_only_draft_of_what_customers_have_is_not_thrown_away(desk: Claims) -> None:
    (held,) = desk.engine.agreements.one("Gold", at(MONDAY)).versions
    desk.engine.agreements.save(replace(held.agreement, name="Platinum"), at(MONDAY))
    desk.own("Platinum", when=MONDAY)

    with pytest.raises(Refusal, match=r"^The draft stays: 1 customer has Platinum as their agreement\. Give them"):
        desk.engine.agreements.discard("Platinum", at(MONDAY))
    desk.own(None, when=MONDAY)
    desk.engine.agreements.discard("Platinum", at(MONDAY))

    with pytest.raises(Refusal, match="there is no agreement named “Platinum”"):
        desk.own("Platinum", when=MONDAY)


def test_customers_of_a_draft_go_out_in_a_file_and_come_back(desk: Claims) -> None:
    (held,) = desk.engine.agreements.one("Gold", at(MONDAY)).versions
    desk.engine.agreements.save(replace(held.agreement, name="Platinum"), at(MONDAY))
    desk.own("Platinum", when=MONDAY)
    file = desk.engine.toml_files.export_customers()

    desk.engine.toml_files.import_customers(file, now=at(TUESDAY))

    assert desk.engine.toml_files.export_customers() == file


def test_the_desk_claims_what_nobody_else_does(desk: Claims) -> None:
    assert desk.claim(desk.call()) == Claimed("Standard support", 1, Claimant.DESK, "")
    assert desk.claim(desk.log(MONDAY)) == Claimed("Standard support", 1, Claimant.DESK, "")


def test_a_group_is_the_same_word_in_other_capitals_and_only_its_customers(desk: Claims) -> None:
    desk.group("  vip ", "Gold")
    best = desk.customer("Best", "Bronze")
    desk.engine.customer_claims.give_group(best, "VIP", "Silver", now=at(MONDAY))

    assert desk.claim(desk.call()) == Claimed("Gold", 1, Claimant.GROUP, "vip")
    other = desk.log(MONDAY, customer=best, contact=desk.kim)
    assert desk.claim(other) == Claimed("Bronze", 1, Claimant.CUSTOMER, "Best")


def test_a_group_without_an_agreement_claims_nothing(desk: Claims) -> None:
    desk.group("Board", "Gold", of="VIP")
    desk.service("Silver")

    assert desk.claim(desk.call()) == Claimed("Silver", 1, Claimant.SERVICE, "Wi-Fi")


def test_what_has_not_begun_leaves_it_to_what_was_before_and_to_the_next_in_order(desk: Claims) -> None:
    desk.another("Platinum", 1, first=date(2026, 1, 12))
    desk.service("Silver")
    desk.service("Platinum", when="01-05 08:20")
    desk.group("VIP", "Platinum")

    assert desk.claim(desk.call()) == Claimed("Silver", 1, Claimant.SERVICE, "Wi-Fi")
    later = desk.call("01-12 09:00")
    assert desk.claim(later, when="01-12 09:00") == Claimed("Platinum", 1, Claimant.GROUP, "VIP")


def test_one_that_is_over_claims_its_tickets_still_and_they_have_no_agreement(desk: Claims) -> None:
    desk.another("Trial", 1, last=date(2026, 1, 5))
    desk.service("Trial")
    covered, bare = desk.call(), desk.call(TUESDAY)

    assert desk.claim(covered) == Claimed("Trial", 1, Claimant.SERVICE, "Wi-Fi")
    assert desk.claim(bare, when=TUESDAY) == Claimed("Trial", None, Claimant.SERVICE, "Wi-Fi")
    page = desk.engine.pages.page(bare, now=at(TUESDAY))
    assert (page.agreement, page.terms) == (None, None)
    assert not any(view.clock.measured for view in page.clocks)
    assert desk.sound()


def test_a_ticket_keeps_its_claim_whatever_is_given_later(desk: Claims) -> None:
    desk.group("VIP", "Gold")
    desk.service("Silver")
    number = desk.call()

    desk.group("", None, when="01-05 10:00")
    desk.service(None, when="01-05 10:00")
    desk.own("Bronze", when="01-05 10:00")
    desk.engine.customers.rename(desk.harbour, "Port", now=at("01-05 10:00"))

    assert desk.claim(number, when="01-05 11:00") == Claimed("Gold", 1, Claimant.GROUP, "VIP")
    assert desk.claim(desk.call("01-05 11:00"), when="01-05 11:00") == Claimed("Bronze", 1, Claimant.CUSTOMER, "Port")
    assert desk.sound()
    desk.engine.checking.rebuild()
    assert desk.claim(number, when="01-05 11:00") == Claimed("Gold", 1, Claimant.GROUP, "VIP")
    assert desk.sound()


def test_another_service_or_contact_claims_an_undecided_ticket_from_its_beginning(desk: Claims) -> None:
    desk.service("Silver")
    number = desk.log(MONDAY, customer=desk.harbour)
    before = desk.clock(number, "first_response", when=MONDAY).reading.due_at

    changes = desk.engine.desk.edit(number, service=desk.wifi, now=at("01-05 09:10"))

    assert desk.claim(number) == Claimed("Silver", 1, Claimant.SERVICE, "Wi-Fi")
    assert desk.clock(number, "first_response", when="01-05 09:10").reading.due_at == at("01-05 11:00")
    desk.group("VIP", "Gold", when="01-05 09:20")
    desk.engine.desk.edit(number, contact=desk.kim, now=at("01-05 09:20"))
    assert desk.claim(number) == Claimed("Gold", 1, Claimant.GROUP, "VIP")
    desk.engine.desk.retract(number, None, now=at("01-05 09:30"))
    assert desk.claim(number) == Claimed("Silver", 1, Claimant.SERVICE, "Wi-Fi")
    desk.engine.desk.undo(changes.written, now=at("01-05 09:40"))
    assert desk.claim(number) == Claimed("Standard support", 1, Claimant.DESK, "")
    assert desk.clock(number, "first_response", when="01-05 09:40").reading.due_at == before
    assert desk.sound()


def test_what_is_decided_stays_when_contact_or_service_change(desk: Claims) -> None:
    desk.service("Silver")
    number = desk.log(MONDAY, customer=desk.harbour)
    desk.engine.desk.reply(number, "On it.", now=at("01-05 09:30"))
    before = [view.clock for view in desk.engine.pages.page(number, now=at("01-05 10:00")).clocks]

    desk.engine.desk.edit(number, service=desk.wifi, now=at("01-05 10:00"))

    page = desk.engine.pages.page(number, now=at("01-05 10:00"))
    assert (page.service, page.claim) == ("Wi-Fi", Claimed("Standard support", 1, Claimant.DESK, ""))
    assert {view.clock.metric: view.clock.breached_at for view in page.clocks} == {
        clock.metric: clock.breached_at for clock in before
    }


def test_a_month_that_is_over_keeps_the_agreement_of_its_tickets(desk: Claims) -> None:
    desk.service("Silver")
    number = desk.log("01-30 16:30", customer=desk.harbour)

    desk.engine.desk.edit(number, service=desk.wifi, now=at("02-02 09:00"))

    assert desk.claim(number, when="02-02 09:00") == Claimed("Standard support", 1, Claimant.DESK, "")
    desk.group("VIP", "Standard support", when="01-30 16:40")
    desk.engine.desk.edit(number, contact=desk.kim, now=at("02-02 09:10"))
    assert desk.claim(number, when="02-02 09:10") == Claimed("Standard support", 1, Claimant.GROUP, "VIP")


def test_a_service_that_was_removed_claims_nothing_and_makes_nobody_a_party(desk: Claims) -> None:
    desk.service("Silver")
    desk.engine.customers.remove("service", desk.wifi, now=at("01-05 08:20"))

    assert desk.claim(desk.call()) == Claimed("Standard support", 1, Claimant.DESK, "")
    assert desk.engine.agreements.one("Silver", at(MONDAY)).customers == ()


def test_a_merge_of_customers_keeps_claims_and_the_survivor_names_the_groups(desk: Claims) -> None:
    desk.group("VIP", "Gold")
    desk.own("Bronze")
    number, own = desk.call(), desk.log(MONDAY, customer=desk.harbour)
    best = desk.customer("Best")
    desk.engine.customer_claims.give_group(best, "vip", "Silver", now=at("01-05 10:00"))

    said = desk.engine.customer_merging.preview(desk.harbour, best, now=at("01-05 10:00")).sentences()
    desk.engine.customer_merging.merge(desk.harbour, best, now=at("01-05 10:00"))

    assert any("groups" in sentence for sentence in said)
    assert desk.claim(number) == Claimed("Gold", 1, Claimant.GROUP, "VIP")
    assert desk.claim(own) == Claimed("Bronze", 1, Claimant.CUSTOMER, "Best")
    later = desk.log("01-05 11:00", customer=best, contact=desk.kim)
    assert desk.claim(later, when="01-05 11:00") == Claimed("Silver", 1, Claimant.GROUP, "VIP")
    assert desk.sound()


def test_giving_is_undone_and_one_that_is_not_there_refused(desk: Claims) -> None:
    given = [desk.group("VIP", "Gold"), desk.service("Silver")]
    with pytest.raises(Refusal, match="no agreement named “Platinum”"):
        desk.service("Platinum")
    with pytest.raises(Refusal, match="no agreement named “Platinum”"):
        desk.group("VIP", "Platinum")
    with pytest.raises(UsageRefusal, match=r"no service “Mail”.*Wi-Fi"):
        desk.engine.customer_claims.service(desk.harbour, "Mail")

    for changes in given:
        desk.engine.customers.take_back(changes.records, now=at("01-05 08:30"))

    assert desk.claim(desk.call()) == Claimed("Standard support", 1, Claimant.DESK, "")


def test_the_customers_report_prints_what_the_customer_was_given(desk: Claims) -> None:
    desk.service("Silver")
    desk.own("Bronze")
    desk.log(MONDAY, customer=desk.harbour)
    desk.call(TUESDAY)

    assert desk.month("2026-01", desk.harbour, when="01-20 09:00").agreement == "Bronze"


def test_the_report_calls_severities_as_the_agreements_of_its_tickets_do(desk: Claims) -> None:
    for name, called in (("Bronze", "Major"), ("Silver", "P2")):
        held = desk.engine.agreements.one(name, at(MONDAY)).versions[0].agreement
        words = replace(
            held, version=2, meanings={Severity.NORMAL: Meaning("", name=called)}, valid_from=date(2026, 1, 5)
        )
        desk.engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(words)).encode(), now=at("01-05 08:05"))
    desk.own("Bronze")
    alone = desk.log(MONDAY, customer=desk.harbour)
    first = desk.month("2026-01", desk.harbour, when="01-20 09:00")
    desk.service("Silver", when="01-06 08:00")
    other = desk.call(TUESDAY)
    mixed = desk.month("2026-01", desk.harbour, when="01-20 09:00")

    assert first.name_of(Severity.NORMAL) == "Major"
    assert {target.called for target in first.late} == {"Major"}
    assert mixed.name_of(Severity.NORMAL) == "Normal"
    assert {target.number: target.called for target in mixed.late} == {alone: "Major (Normal)", other: "P2 (Normal)"}


def test_a_file_of_customers_carries_groups_and_services(desk: Claims, tmp_path: Path) -> None:
    desk.group("VIP", "Gold")
    desk.service("Silver")
    held = desk.engine.toml_files.export_customers()

    with Engine.open(tmp_path / "other", user="sam", now=at(MONDAY), is_test=True, zone="UTC") as engine:
        other = Claims(engine)
        engine.toml_files.import_customers(held, now=at(MONDAY))
        assert engine.toml_files.export_customers() == held
        assert other.claim(other.call()) == Claimed("Gold", 1, Claimant.GROUP, "VIP")
    for wrong, path in (
        (b'"Platinum"', r"customer\[0\].groups.VIP: there is no agreement"),
        (b"7", r"groups.VIP: a text"),
    ):
        with pytest.raises(UsageRefusal, match=path):
            desk.engine.toml_files.import_customers(held.replace(b'VIP = "Gold"', b"VIP = " + wrong), now=at(MONDAY))
    for word, complaint in ((b"V" * 61, "Shorten it to 60"), (b"V\\u0001P", "control character")):
        file = held.replace(b'group = "VIP"', b'group = "' + word + b'"')
        with pytest.raises(UsageRefusal, match=rf"customer\[0\].contact\[0\].group: .*{complaint}"):
            desk.engine.toml_files.import_customers(file, now=at(MONDAY))
    twice = held.replace(b'VIP = "Gold"', b'VIP = "Gold"\nvip = "Silver"')
    with pytest.raises(UsageRefusal, match="“vip” is there twice"):
        desk.engine.toml_files.import_customers(twice, now=at(MONDAY))


def test_what_was_logged_before_it_was_said_by_what_is_told_so(desk: Claims) -> None:
    """Events that know no `claimed_by`: only customers and the desk named agreements then."""
    desk.own("Bronze")
    rules = desk.engine.rules
    with desk.engine.database.read() as connection:
        rulebook = rules(connection)
        held = [rulebook.kept(desk.harbour, at(MONDAY), name, None, "") for name in ("Bronze", "Silver", None)]

    assert [None if claim is None else (claim.agreement, claim.by) for claim in held] == [
        ("Bronze", Claimant.CUSTOMER),
        ("Silver", Claimant.DESK),
        ("Bronze", Claimant.CUSTOMER),
    ]


BEGUN, COMING = ("Gold", "Silver", "Bronze"), "Platinum"
Given = tuple[Claimant, str | None]
GIVEN = st.tuples(
    st.sampled_from((Claimant.GROUP, Claimant.SERVICE, Claimant.CUSTOMER)),
    st.sampled_from((*BEGUN, COMING, None)),
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with agreements of which one begins in February, and a contact who is in a group."""
    path = tmp_path_factory.mktemp("claims") / "desk.slaapp"
    with Engine.open(path, user="sam", now=at("01-05 07:00"), is_test=True, zone="UTC") as engine:
        desk = Claims(engine)
        desk.another(COMING, 1, first=date(2026, 2, 2))
        desk.group("VIP", None)
    return path


@given(st.lists(GIVEN, max_size=8))
def test_the_first_in_order_that_names_one_that_has_begun_decides(prepared: Path, steps: list[Given]) -> None:
    """Whatever they were given and when: of each the newest that had begun, back to where it was given none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(prepared, folder))
        with Engine.open(path, user="sam", now=at("01-05 08:30"), is_test=True) as engine:
            harbour = engine.catalogue.customer("Harbour").id
            (kim,) = (contact.id for contact in engine.catalogue.contacts(harbour))
            wifi = engine.customer_claims.service(harbour, "Wi-Fi")
            give = {
                Claimant.GROUP: lambda name: engine.customer_claims.give_group(harbour, "VIP", name, now=at(MONDAY)),
                Claimant.SERVICE: lambda name: engine.customer_claims.give_service(wifi, name, now=at(MONDAY)),
                Claimant.CUSTOMER: lambda name: engine.customers.set_agreement(harbour, name, now=at(MONDAY)),
            }
            for by, name in steps:
                give[by](name)
            draft = TicketDraft("Printer jams", customer=harbour, contact=kim, service=wifi)
            number, _ = engine.desk.log(draft, now=at(MONDAY))
            claim = engine.pages.page(number, now=at(MONDAY)).claim
            foreseen = engine.desk.preview(draft, now=at(MONDAY)).claim

    assert claim is not None
    assert claim == foreseen
    assert (claim.by, claim.agreement) == _first_begun(steps)


def _first_begun(steps: list[Given]) -> tuple[Claimant, str]:
    for by in (Claimant.GROUP, Claimant.SERVICE, Claimant.CUSTOMER):
        for name in (name for held, name in reversed(steps) if held is by):
            if name is None:
                break
            if name in BEGUN:
                return by, name
    return Claimant.DESK, "Standard support"


def test_whoever_has_it_for_a_group_or_a_service_is_a_party_and_signs_it(desk: Claims) -> None:
    desk.own("Bronze")
    desk.group("VIP", "Gold")
    desk.service("Silver")

    agreements, papers = desk.engine.agreements, desk.engine.papers
    for name in ("Gold", "Silver", "Bronze"):
        assert agreements.one(name, at(MONDAY)).customers == ("Harbour",)
        assert agreements.one(name, at(MONDAY)).versions[0].missing == (desk.harbour,)
        assert [party.name for party in papers.document(name, at(MONDAY), customer="Harbour").customers] == ["Harbour"]
    desk.service(None)
    assert agreements.one("Silver", at(MONDAY)).customers == ()
