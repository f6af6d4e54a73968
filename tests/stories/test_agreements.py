"""The life of an agreement at a desk: drafted, offered, signed, in force, reminded of, replaced, over; told as it goes.

The hours are Mon–Fri 09:00–17:00 in UTC, the year is 2026; High is promised in one hour and resolved in eight.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli_w
from msgspec.structs import replace

from slaapp.documents import Pages
from slaapp.documents.agreement import render_agreement
from slaapp.documents.amendment import render_amendment
from slaapp.domain.agreement import Agreement, EscalationStep, Metric, Severity, Status, StepAct, Tier
from slaapp.domain.calendar import Opening
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.events import Escalated
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.engine import Engine, back_up, restore_backup
from slaapp.reports.agreement_changes import changes
from slaapp.reports.reminder_words import reminder_words
from slaapp.services.agreement_data import agreement_in, agreement_table
from slaapp.services.agreement_versions import Signature, State, Version
from tests.services.conftest import Work, at

NAME = "Standard support"
UTC = ZoneInfo("UTC")


class Agreeing(Work):
    """A desk that works on its one agreement."""

    def newest(self, when: str) -> Version:
        return self.engine.agreements.one(NAME, at(when)).versions[0]

    def edit(self, change: Callable[[Agreement], Agreement], *, when: str) -> Agreement:
        draft = change(self.engine.agreements.begin(NAME, at(when)))
        self.engine.agreements.save(draft, at(when))
        return draft

    def put_in_force(self, first: date, *, when: str, last: date | None = None, open_too: bool = False) -> None:
        self.engine.agreements.put_in_force(NAME, first, last=last, open_too=open_too, now=at(when))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Agreeing]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        yield Agreeing(engine)


def resolving(hours: float, severity: Severity = Severity.HIGH) -> Callable[[Agreement], Agreement]:
    """Tickets of that severity are resolved within so many hours, inside within three quarters of them."""

    def change(held: Agreement) -> Agreement:
        lengths = {Tier.PUBLIC: int(hours * HOUR), Tier.INTERNAL: int(hours * 45) * MINUTE}
        of = (Metric.RESOLUTION, severity)
        return replace(
            held,
            targets=tuple(
                replace(one, allowed=lengths[one.tier]) if (one.metric, one.severity) == of else one
                for one in held.targets
            ),
        )

    return change


def test_a_version_goes_its_way_from_a_draft_to_its_end(desk: Agreeing) -> None:
    acme = desk.customer("Acme", NAME)
    agreements, seen = desk.engine.agreements, []

    def look(when: str) -> None:
        versions = agreements.one(NAME, at(when)).versions
        seen.append({held.agreement.version: held.state for held in versions})

    desk.edit(resolving(6), when="02-02 09:00")
    look("02-02 09:00")
    agreements.offer(NAME, at("02-03 09:00"))
    look("02-03 09:00")
    agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 4), "A. Miller", "Sam R."), at("02-04 09:00"))
    look("02-04 09:00")
    desk.put_in_force(date(2026, 3, 2), last=date(2026, 5, 31), when="02-05 09:00")
    look("02-05 09:00")
    look("03-02 00:00")
    look("06-01 00:00")

    assert seen == [
        {2: State.DRAFT, 1: State.IN_FORCE},
        {2: State.OFFERED, 1: State.IN_FORCE},
        {2: State.SIGNED, 1: State.IN_FORCE},
        {2: State.COMING, 1: State.IN_FORCE},
        {2: State.IN_FORCE, 1: State.REPLACED},
        {2: State.EXPIRED, 1: State.REPLACED},
    ]
    assert agreements.one(NAME, at("06-01 09:00")).versions[0].signatures[0].by == "A. Miller"
    assert desk.sound()


def test_each_ticket_stays_with_the_version_it_was_logged_under(desk: Agreeing) -> None:
    desk.edit(resolving(6), when="02-27 09:00")
    before = desk.log("02-27 16:00", "high")
    desk.put_in_force(date(2026, 3, 2), when="02-27 16:30")
    after = desk.log("03-02 09:00", "high")

    assert desk.clock(before, when="03-02 09:00").reading.due_at == at("03-02 16:00")
    assert desk.clock(after, when="03-02 09:00").reading.due_at == at("03-02 15:00")
    told = [desk.engine.pages.page(number, now=at("03-02 09:00")).claim for number in (before, after)]
    assert [(claim.agreement, claim.version) for claim in told if claim] == [(NAME, 1), (NAME, 2)]


def test_what_open_tickets_are_told_beforehand_is_what_comes(desk: Agreeing) -> None:
    """Three are open: one is due earlier, one later, one is not touched."""
    high, low, urgent = (desk.log("02-27 15:00", severity) for severity in ("high", "low", "urgent"))
    dues = {n: desk.clock(n, when="02-27 15:00").reading.due_at for n in (high, low, urgent)}
    longer = desk.clock(low, when="02-27 15:00").reading.allowed or 0
    draft = desk.edit(lambda held: resolving(longer / HOUR + 3, Severity.LOW)(resolving(6)(held)), when="02-27 15:10")

    ready = replace(draft, valid_from=date(2026, 3, 2), applies_to_open=True)
    told = desk.engine.agreements.effect(ready, at("02-27 15:20"))
    assert {n: desk.clock(n, when="02-27 15:20").reading.due_at for n in dues} == dues, "told, not done"
    desk.put_in_force(date(2026, 3, 2), open_too=True, when="02-27 15:30")

    come = {n: desk.clock(n, when="03-02 00:00").reading.due_at for n in dues}
    moved = {n: (come[n] or 0) - (dues[n] or 0) for n in dues if come[n] != dues[n]}
    assert set(moved) == {high, low}
    assert (told.earlier, told.later, told.most) == (1, 1, max(map(abs, moved.values())))
    assert {(one.number, one.due_at) for one in told.moved if one.tier is Tier.PUBLIC} == {(n, come[n]) for n in moved}
    assert desk.sound()


def test_decided_clocks_and_months_that_are_over_stay_whatever_comes_into_force(desk: Agreeing) -> None:
    acme = desk.customer("Acme", NAME)
    number = desk.log("01-12 09:00", "high", customer=acme)
    desk.engine.desk.resolve(number, now=at("01-12 16:59"))
    january = desk.decided("2026-01", acme, when="02-02 09:00")

    desk.edit(resolving(1), when="02-02 09:00")
    desk.put_in_force(date(2026, 2, 2), open_too=True, when="02-02 09:30")

    assert january["resolution"] == (1, 0)
    assert desk.decided("2026-01", acme, when="02-02 10:00") == january
    desk.edit(resolving(2), when="02-03 09:00")
    with pytest.raises(Refusal, match="would begin in the past"):
        desk.put_in_force(date(2026, 1, 1), when="02-03 09:30")


def test_several_sign_one_by_one_who_is_missing_warns_and_a_fault_blocks(desk: Agreeing) -> None:
    acme, bolt = desk.customer("Acme", NAME), desk.customer("Bolt", NAME)
    agreements = desk.engine.agreements
    desk.edit(
        lambda held: replace(
            held,
            targets=tuple(replace(t, allowed=99 * HOUR) if t.tier is Tier.INTERNAL else t for t in held.targets),
        ),
        when="02-02 09:00",
    )
    with pytest.raises(Refusal, match=r"internal 99.h is later than public"):
        agreements.offer(NAME, at("02-02 09:10"))

    agreements.discard(NAME, at("02-02 09:20"))
    desk.edit(resolving(6), when="02-02 09:30")
    agreements.offer(NAME, at("02-02 09:40"))
    agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 2)), at("02-02 10:00"))
    desk.put_in_force(date(2026, 2, 3), when="02-02 11:00")

    held = desk.newest("02-03 09:00")
    assert (held.state, held.missing) == (State.IN_FORCE, (bolt,))
    agreements.sign(NAME, 2, Signature(bolt, date(2026, 2, 9)), at("02-09 10:00"))
    assert desk.newest("02-09 11:00").missing == ()


def test_sixty_days_before_its_end_the_desk_is_reminded_until_a_successor_is_to_come(desk: Agreeing) -> None:
    def reminded(when: str) -> list[str]:
        return [reminder_words(one).replace("\u202f", " ") for one in desk.engine.agreements.reminders(at(when))]

    desk.edit(resolving(6), when="02-02 09:00")
    desk.put_in_force(date(2026, 2, 3), last=date(2026, 6, 30), when="02-02 10:00")

    assert reminded("04-30 17:00") == []
    assert reminded("05-01 00:00") == [f"{NAME} expires in 60 days, on 30 June 2026"]
    desk.edit(resolving(7), when="05-04 09:00")
    assert reminded("05-04 09:00") != [], "a draft is no successor"
    desk.put_in_force(date(2026, 7, 1), when="05-04 10:00")
    assert reminded("05-04 11:00") == []


def test_after_the_end_without_a_successor_tickets_have_no_agreement_and_are_listed(desk: Agreeing) -> None:
    covered = desk.log("02-20 09:00", "high")
    desk.engine.agreements.end(NAME, date(2026, 2, 27), at("02-20 10:00"))
    alone = desk.log("03-02 09:00", "high")

    rows = {row.number: row for row in desk.engine.board.rows_as_of(at("03-02 10:00"))}
    assert {n for n, row in rows.items() if all(clock.excluded == "no_agreement" for clock in row.clocks)} == {alone}
    assert desk.clock(covered, when="03-02 10:00").reading.due_at == at("02-20 17:00")
    assert desk.clock(alone, when="03-02 10:00").clock.excluded == "no_agreement"


def test_two_versions_are_compared_in_plain_words(desk: Agreeing) -> None:
    was = desk.newest("02-02 09:00").agreement

    def change(held: Agreement) -> Agreement:
        waiting = frozenset({Status.SCHEDULED})
        pauses = {**held.pauses, (Metric.RESOLUTION, Tier.PUBLIC): waiting}
        return replace(resolving(6)(held), pauses=pauses, sections={"purpose": "Quick help."})

    now = desk.edit(change, when="02-02 09:00")

    told = [one.words.replace("\u202f", " ") for one in changes(was, now, internal=False)]
    assert told == [
        "High, resolution: 8 h → 6 h",
        "Waiting on customer no longer pauses resolution",
        "Purpose has words of its own now",
    ]


def test_a_step_fires_once_at_its_instant_though_the_program_was_closed_then(tmp_path: Path) -> None:
    store = tmp_path / "closed.slaapp"
    with Engine.open(store, user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        desk = Agreeing(engine)
        step = EscalationStep(Severity.HIGH, Metric.RESOLUTION, 75, StepAct.NOTIFY, "")
        desk.edit(lambda held: replace(held, escalation=(step,)), when="01-05 09:00")
        desk.put_in_force(date(2026, 1, 6), when="01-05 10:00")
        number = desk.log("01-09 15:00", "high")  # Friday: three quarters of 8 h are used on Monday at 13:00

    for opened in ("01-14 08:00", "01-14 09:00"):
        with Engine.open(store, user="sam", now=at(opened), is_test=True, zone="UTC") as engine:
            fired, _ = engine.escalating.run(now=at(opened))
            page = engine.pages.page(number, now=at(opened))
            found = [entry.event for entry in page.entries if isinstance(entry.event, Escalated)]
            assert [event.occurred_at for event in found] == [at("01-12 13:00")]
            assert [event.recorded_at for event in found] == [at("01-14 08:00")]
            assert len(fired) == (1 if opened == "01-14 08:00" else 0)
            assert not list(engine.checking.problems())


def test_a_holiday_of_a_coming_day_moves_what_is_due_with_a_notice(desk: Agreeing) -> None:
    number = desk.log("02-27 16:30", "high")
    assert desk.clock(number, when="02-27 16:30").reading.due_at == at("03-02 16:30")

    _, changes_made = desk.engine.calendars.close_on(
        "Support hours", {date(2026, 3, 2): "Works outing"}, now=at("02-27 16:40")
    )

    assert desk.clock(number, when="02-27 16:40").reading.due_at == at("03-03 16:30")
    assert number in {one.number for one in changes_made.moved}
    assert desk.sound()


def test_shorter_days_over_midnight_and_from_a_date_on_are_promised_as_they_are_worked(desk: Agreeing) -> None:
    """From 2 March on the desk works Mondays 09:00–12:00 and 22:00–02:00; the night belongs to Monday."""
    calendars = desk.engine.calendars
    newest = calendars.one("Support hours").newest
    monday = (Opening(9 * 60, 12 * 60), Opening(22 * 60, 26 * 60))
    number = desk.log("03-02 09:00", "high")
    calendars.save(
        "Support hours", replace(newest, week=(monday, *newest.week[1:])), date(2026, 3, 2), now=at("03-02 09:00")
    )

    assert desk.clock(number, when="03-02 10:00").reading.due_at == at("03-03 10:00"), "3 h, 4 h of the night, 1 h"


def test_what_is_printed_for_the_customer_is_what_the_clocks_do_and_nothing_internal(desk: Agreeing) -> None:
    desk.customer("Acme", NAME)
    desk.edit(resolving(6.5), when="02-02 09:00")
    desk.put_in_force(date(2026, 2, 3), when="02-02 10:00")
    number = desk.log("02-03 09:00", "high")

    def printed(*, internal: bool) -> str:
        document = desk.engine.papers.document(NAME, at("02-03 10:00"), customer="Acme", internal=internal)
        with Pages(render_agreement(document, made_at=at("02-03 10:00"))) as pages:
            return " ".join(pages.text(page) for page in range(len(pages))).replace("\u202f", " ")

    assert desk.clock(number, when="02-03 10:00").reading.allowed == 6.5 * HOUR
    assert "6 h 30 min" in printed(internal=False)
    assert desk.clock(number, when="02-03 10:00", tier="internal").reading.allowed == 292 * MINUTE
    assert "4 h 52 min" in printed(internal=True)
    assert "4 h 52 min" not in printed(internal=False)


def test_an_agreement_that_went_through_a_file_promises_the_very_same_at_another_desk(
    desk: Agreeing, tmp_path: Path
) -> None:
    step = EscalationStep(Severity.URGENT, None, 100, StepAct.NOTIFY, "")
    sent = desk.edit(
        lambda held: replace(resolving(6)(held), escalation=(step,), sections={"purpose": "Help for {customer}."}),
        when="02-02 09:00",
    )
    file = tomli_w.dumps(agreement_table(sent)).encode()

    with Engine.open(tmp_path / "b.slaapp", user="kim", now=at("02-02 08:00"), is_test=True, zone="UTC") as engine:
        other = Agreeing(engine)
        engine.toml_files.import_agreement(file, now=at("02-03 08:00"))
        got = agreement_in(engine.toml_files.export_agreement(NAME))
        number = other.log("02-03 09:00", "high")

        assert got == sent
        assert other.clock(number, when="02-03 10:00").reading.allowed == 6 * HOUR


def test_the_scan_of_what_was_signed_stays_with_its_version_and_goes_where_the_store_goes(
    desk: Agreeing, tmp_path: Path
) -> None:
    scan = b"%PDF-1.7 signed by Acme"
    acme = desk.customer("Acme", NAME)
    copies, files = desk.engine.signed_copies, desk.engine.files
    desk.edit(resolving(6), when="02-02 09:00")
    with pytest.raises(Refusal, match="was not offered yet, so nobody can have signed it"):
        copies.attach(NAME, 2, files.take_in_bytes(scan, "signed.pdf"), customer=acme, now=at("02-02 10:00"))

    desk.engine.agreements.offer(NAME, at("02-03 09:00"))
    desk.engine.agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 4), "A. Miller"), at("02-04 09:00"))
    copies.attach(NAME, 2, files.take_in_bytes(scan, "signed.pdf"), customer=acme, now=at("02-04 09:05"))
    desk.put_in_force(date(2026, 3, 2), when="02-05 09:00")
    desk.edit(resolving(5), when="03-03 09:00")

    backup = back_up(desk.engine.store, tmp_path / "copies", now=at("03-03 10:00"))
    elsewhere = tmp_path / "elsewhere" / "desk.slaapp"
    elsewhere.parent.mkdir()
    restore_backup(backup, elsewhere, now=at("03-03 10:30"))
    with Engine.open(elsewhere, user="kim", now=at("03-03 11:00"), is_test=True, zone="UTC") as engine:
        (held,) = engine.signed_copies.of(NAME, 2)
        assert (held.file.name, held.customer) == ("signed.pdf", acme)
        assert engine.files.save(held.file, tmp_path / "out.pdf").read_bytes() == scan
        assert engine.signed_copies.of(NAME, 3) == ()
        assert not list(engine.checking.problems())


def test_the_amendment_sheet_says_what_changes_from_when_on_and_who_signs(desk: Agreeing) -> None:
    for name in ("Acme", "Bolt"):
        desk.customer(name, NAME)
    desk.edit(
        lambda held: replace(resolving(6)(held), sections={"purpose": "Quick help."}, valid_from=date(2026, 3, 2)),
        when="02-02 09:00",
    )

    def printed(*, internal: bool) -> str:
        sheet = desk.engine.papers.amendment(NAME, 1, 2, at("02-02 10:00"), internal=internal)
        with Pages(render_amendment(sheet, made_at=at("02-02 10:00"))) as pages:
            return " ".join(" ".join(pages.text(page).split()) for page in range(len(pages))).replace("\u202f", " ")

    customers, ours = printed(internal=False), printed(internal=True)
    assert "Version 2 amends version 1" in customers
    assert "High, resolution: 8 h → 6 h" in customers
    assert "Quick help." in customers
    assert all(f"For {name}" in customers or name in customers for name in ("Acme", "Bolt"))
    assert "4 h 30 min" in ours, "the internal target, three quarters of six hours"
    assert "4 h 30 min" not in customers
    assert "nternal" not in customers


def test_an_agreement_goes_out_as_json_and_comes_back_as_the_next_version(desk: Agreeing) -> None:
    table = json.loads(json.dumps(agreement_table(desk.newest("02-02 09:00").agreement)))
    assert agreement_in(json.dumps(table).encode()) == desk.newest("02-02 09:00").agreement

    table |= {"version": 2, "valid_from": "2026-02-03"}
    table["targets"]["public"]["high"]["resolution"]["allowed"] = "6h"
    table["targets"]["internal"]["high"]["resolution"]["allowed"] = "4h"
    desk.engine.toml_files.import_agreement(json.dumps(table).encode(), now=at("02-02 09:00"))
    number = desk.log("02-03 09:00", "high")

    assert desk.clock(number, when="02-03 10:00").reading.due_at == at("02-03 15:00")
    table["targets"]["internal"]["high"]["resolution"]["allowed"] = "7h"
    with pytest.raises(UsageRefusal, match=r"targets.internal.high.resolution: the internal target is later than"):
        agreement_in(json.dumps(table).encode())


def test_what_was_done_with_a_version_is_undone_until_it_is_in_force(desk: Agreeing) -> None:
    acme = desk.customer("Acme", NAME)
    agreements, copies = desk.engine.agreements, desk.engine.signed_copies
    take_back = desk.engine.customers.take_back

    def state() -> State:
        return desk.newest("02-04 12:00").state

    desk.edit(resolving(6), when="02-02 09:00")
    agreements.offer(NAME, at("02-03 09:00"))
    signed = agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 4), "A. Miller"), at("02-04 09:00"))
    scan = desk.engine.files.take_in_bytes(b"%PDF-1.7", "signed.pdf")
    attached = copies.attach(NAME, 2, scan, customer=acme, now=at("02-04 09:05"))
    assert state() is State.SIGNED
    with pytest.raises(Refusal, match="version 2 of Standard support was signed since"):
        agreements.take_back_offer(NAME, 2, now=at("02-04 09:10"))

    taken_off = take_back(attached.records, now=at("02-04 09:11"))
    assert copies.of(NAME, 2) == ()
    unsigned = take_back(signed.records, now=at("02-04 09:12"))
    assert (state(), desk.newest("02-04 12:00").missing) == (State.OFFERED, (acme,))
    take_back(unsigned.records, now=at("02-04 09:13"))
    assert (state(), desk.newest("02-04 12:00").signatures[0].by) == (State.SIGNED, "A. Miller")
    take_back(taken_off.records, now=at("02-04 09:14"))
    assert [held.file.name for held in copies.of(NAME, 2)] == ["signed.pdf"]

    take_back(copies.take_off(copies.of(NAME, 2)[0].id, now=at("02-04 09:15")).records, now=at("02-04 09:16"))
    assert [held.file.name for held in copies.of(NAME, 2)] == ["signed.pdf"]
    desk.put_in_force(date(2026, 2, 5), when="02-04 10:00")
    with pytest.raises(Refusal, match="version 2 of Standard support was signed since"):
        agreements.take_back_offer(NAME, 2, now=at("02-05 09:00"))
    assert desk.sound()


def test_an_offer_that_nobody_signed_becomes_a_draft_again(desk: Agreeing) -> None:
    desk.customer("Acme", NAME)
    draft = desk.edit(resolving(6), when="02-02 09:00")
    desk.engine.agreements.offer(NAME, at("02-03 09:00"))

    desk.engine.agreements.take_back_offer(NAME, 2, now=at("02-03 09:01"))

    assert (desk.newest("02-03 10:00").state, desk.newest("02-03 10:00").agreement) == (State.DRAFT, draft)
    with pytest.raises(Refusal, match="is no offer any more"):
        desk.engine.agreements.take_back_offer(NAME, 2, now=at("02-03 09:02"))
