"""An agreement's life: drafted, offered, signed, put in force, replaced, terminated."""

from datetime import date

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR
from slaapp.services.agreement_versions import Listed, Signature, State
from slaapp.services.rulebook import save_agreement
from tests.services.conftest import Work, at

NAME = "Standard support"


def shorter(held: Agreement, hours: int = 6) -> Agreement:
    """High tickets are resolved sooner."""
    targets = tuple(
        replace(one, allowed=min(one.allowed, hours * HOUR))
        if (one.metric, one.severity) == (Metric.RESOLUTION, Severity.HIGH)
        else one
        for one in held.targets
    )
    return replace(held, targets=targets)


def drafted(desk: Work, when: str, hours: int = 6) -> Agreement:
    draft = shorter(desk.engine.agreements.begin(NAME, at(when)), hours)
    desk.engine.agreements.save(draft, at(when))
    return draft


def listed(desk: Work, when: str) -> Listed:
    return desk.engine.agreements.one(NAME, at(when))


def states(desk: Work, when: str) -> list[tuple[int, State]]:
    return [(held.agreement.version, held.state) for held in listed(desk, when).versions]


def test_an_edit_makes_a_draft_and_what_is_in_force_stays(desk: Work) -> None:
    draft = drafted(desk, "02-02 09:00")

    assert states(desk, "02-02 10:00") == [(2, State.DRAFT), (1, State.IN_FORCE)]
    assert desk.engine.agreements.begin(NAME, at("02-03 09:00")) == draft, "the draft goes on"
    number = desk.log("02-03 09:00", "high")
    assert desk.clock(number, when="02-03 09:30").reading.allowed == 8 * HOUR
    assert desk.sound()


def test_a_draft_says_who_wrote_it_last_and_when(desk: Work) -> None:
    drafted(desk, "02-02 09:00")
    desk.engine.agreements.work_as("kim")
    drafted(desk, "02-03 11:20", hours=5)

    draft, in_force = listed(desk, "02-03 12:00").versions
    assert (draft.edited_at, draft.edited_by) == (at("02-03 11:20"), "kim")
    assert (in_force.edited_at, in_force.edited_by) == (None, "")


def test_blanks_around_the_name_are_no_part_of_it(desk: Work) -> None:
    draft = desk.engine.agreements.begin(NAME, at("02-02 09:00"))

    desk.engine.agreements.save(replace(shorter(draft), name=f" {NAME} "), at("02-02 10:00"))

    assert [held.name for held in desk.engine.agreements.every(at("02-02 11:00"))] == [NAME]
    assert listed(desk, "02-02 11:00").versions[0].agreement == shorter(draft)


def test_a_version_put_in_force_governs_new_tickets_from_its_day(desk: Work) -> None:
    before = desk.log("02-27 09:00", "high")
    drafted(desk, "02-02 09:00")

    desk.engine.agreements.put_in_force(NAME, date(2026, 3, 2), now=at("02-27 10:00"))

    assert states(desk, "02-27 11:00") == [(2, State.COMING), (1, State.IN_FORCE)]
    assert states(desk, "03-02 09:00") == [(2, State.IN_FORCE), (1, State.REPLACED)]
    assert [held.last for held in listed(desk, "03-02 09:00").versions] == [None, date(2026, 3, 1)]
    assert desk.clock(before, when="03-02 09:30").reading.allowed == 8 * HOUR
    assert desk.clock(desk.log("03-02 09:00", "high"), when="03-02 09:30").reading.allowed == 6 * HOUR


def test_the_effect_on_open_tickets_is_told_before_and_changes_nothing(desk: Work) -> None:
    number = desk.log("02-27 15:00", "high")
    ready = replace(drafted(desk, "02-27 15:00"), valid_from=date(2026, 3, 2))

    only_new = desk.engine.agreements.effect(ready, at("02-27 15:00"))
    open_too = desk.engine.agreements.effect(replace(ready, applies_to_open=True), at("02-27 15:00"))

    assert (only_new.later, only_new.earlier, only_new.most) == (0, 0, 0)
    assert (open_too.later, open_too.earlier, open_too.most) == (0, 1, 2 * HOUR)
    assert {move.number for move in open_too.moved} == {number}
    assert states(desk, "02-27 16:00") == [(2, State.DRAFT), (1, State.IN_FORCE)]
    assert desk.clock(number, when="02-27 16:00").reading.allowed == 8 * HOUR
    assert desk.sound()


def test_open_tickets_too_are_due_earlier_where_that_was_chosen(desk: Work) -> None:
    number = desk.log("02-27 15:00", "high")
    drafted(desk, "02-27 15:00")

    desk.engine.agreements.put_in_force(NAME, date(2026, 3, 2), open_too=True, now=at("02-27 15:00"))

    assert desk.clock(number, when="03-02 09:30").reading.due_at == at("03-02 13:00")


def test_what_blocks_is_said_and_nothing_is_offered(desk: Work) -> None:
    wrong = replace(drafted(desk, "02-02 09:00"), calendar="Nights")
    desk.engine.agreements.save(wrong, at("02-02 09:00"))

    with pytest.raises(Refusal, match=r"^It was not offered\. There are no business hours named Nights"):
        desk.engine.agreements.offer(NAME, at("02-02 10:00"))


def test_what_blocks_is_said_and_nothing_is_put_in_force(desk: Work) -> None:
    draft = desk.engine.agreements.begin(NAME, at("02-02 09:00"))
    late = tuple(replace(one, allowed=99 * HOUR) if one.tier is Tier.INTERNAL else one for one in draft.targets)
    desk.engine.agreements.save(replace(draft, targets=late), at("02-02 09:00"))

    with pytest.raises(Refusal, match=r"^Nothing was put in force. Urgent · First response: internal 99"):
        desk.engine.agreements.put_in_force(NAME, date(2026, 3, 2), now=at("02-02 10:00"))

    assert listed(desk, "02-02 10:00").draft is not None, "what was typed stays"


def test_a_version_cannot_begin_in_the_past(desk: Work) -> None:
    drafted(desk, "02-02 09:00")

    with pytest.raises(Refusal, match="would begin in the past"):
        desk.engine.agreements.put_in_force(NAME, date(2026, 2, 1), now=at("02-02 10:00"))


def test_a_stale_draft_is_refused_in_words(desk: Work) -> None:
    draft = drafted(desk, "02-02 09:00")
    desk.engine.agreements.put_in_force(NAME, date(2026, 2, 3), now=at("02-02 10:00"))

    with pytest.raises(Refusal, match="version 2 of Standard support is in force by now"):
        desk.engine.agreements.save(draft, at("02-02 11:00"))


def test_a_draft_of_a_version_that_is_not_the_next_is_told_which_one_is(desk: Work) -> None:
    draft = drafted(desk, "02-02 09:00")

    with pytest.raises(Refusal, match=r"the next version of Standard support is 2, not 5\. Give it that number\."):
        desk.engine.agreements.save(replace(draft, version=5), at("02-02 09:30"))


def test_a_file_does_not_overtake_the_draft_that_is_worked_on(desk: Work) -> None:
    draft = drafted(desk, "02-02 09:00")

    with pytest.raises(Refusal, match=r"^Nothing was saved: version 2 of Standard support is under work as a draft"):
        desk.agreement(lambda text: text.replace("version = 1", "version = 2"), when="02-02 09:30")
    desk.agreement(lambda text: text, when="02-02 09:30")  # what is in force may be read again, as it is

    assert states(desk, "02-02 10:00") == [(2, State.DRAFT), (1, State.IN_FORCE)]
    with desk.engine.database.write() as connection:  # as versions before this one could
        save_agreement(connection, replace(draft, valid_from=date(2026, 2, 2)), now=at("02-02 10:00"), by="sam")
    with pytest.raises(Refusal, match=r"^Nothing was put in force: version 2 of Standard support is in force by now"):
        desk.engine.agreements.put_in_force(NAME, date(2026, 2, 3), now=at("02-02 11:00"))


def test_customers_sign_one_by_one_and_an_edit_asks_them_again(desk: Work) -> None:
    acme, bolt = desk.customer("Acme", NAME), desk.customer("Bolt", NAME)
    draft, agreements = drafted(desk, "02-02 09:00"), desk.engine.agreements
    with pytest.raises(Refusal, match="was not offered yet"):
        agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 2)), at("02-02 09:00"))

    agreements.offer(NAME, at("02-02 09:00"))
    agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 3), "A. Miller", "Sam"), at("02-03 09:00"))
    held = listed(desk, "02-03 10:00").versions[0]
    assert (held.state, held.missing) == (State.OFFERED, (bolt,))
    agreements.sign(NAME, 2, Signature(bolt, date(2026, 2, 4)), at("02-04 09:00"))
    assert states(desk, "02-04 10:00")[0] == (2, State.SIGNED)

    agreements.save(shorter(draft, 5), at("02-05 09:00"))
    held = listed(desk, "02-05 10:00").versions[0]
    assert (held.state, held.missing, held.signatures) == (State.DRAFT, (acme, bolt), ())


def test_signatures_that_are_missing_do_not_block(desk: Work) -> None:
    acme = desk.customer("Acme", NAME)
    drafted(desk, "02-02 09:00")
    desk.engine.agreements.offer(NAME, at("02-02 09:00"))

    desk.engine.agreements.put_in_force(NAME, date(2026, 2, 3), now=at("02-02 10:00"))

    assert listed(desk, "02-03 10:00").versions[0].missing == (acme,)
    desk.engine.agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 5)), at("02-05 09:00"))
    assert listed(desk, "02-05 10:00").versions[0].missing == ()


def test_a_terminated_agreement_leaves_new_tickets_without_one(desk: Work) -> None:
    open_one = desk.log("02-20 09:00", "high")

    desk.engine.agreements.end(NAME, date(2026, 2, 28), at("02-20 10:00"))

    assert states(desk, "02-28 10:00") == [(1, State.IN_FORCE)]
    assert states(desk, "03-01 10:00") == [(1, State.TERMINATED)]
    assert desk.clock(desk.log("03-02 09:00"), when="03-02 10:00").clock.excluded == "no_agreement"
    assert desk.clock(open_one, when="02-20 11:00").reading.allowed == 8 * HOUR
    assert desk.sound()


def test_a_discarded_draft_is_gone_and_the_next_begins_from_what_is_in_force(desk: Work) -> None:
    drafted(desk, "02-02 09:00")

    desk.engine.agreements.discard(NAME, at("02-02 10:00"))

    assert states(desk, "02-02 11:00") == [(1, State.IN_FORCE)]
    again = desk.engine.agreements.begin(NAME, at("02-03 09:00"))
    assert Target(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC, 8 * HOUR) in again.targets


def test_a_new_agreement_begins_as_a_draft_of_version_one(desk: Work) -> None:
    held = replace(shorter(listed(desk, "02-02 09:00").versions[0].agreement), name="Health and care", version=1)

    desk.engine.agreements.save(held, at("02-02 09:00"))
    (only,) = desk.engine.agreements.one("Health and care", at("02-02 09:00")).versions
    assert only.state is State.DRAFT
    desk.engine.agreements.put_in_force("Health and care", date(2026, 1, 1), now=at("02-02 10:00"))

    names = [(one.name, one.is_desks) for one in desk.engine.agreements.every(at("02-02 11:00"))]
    assert names == [("Health and care", False), (NAME, True)]


def test_an_agreement_is_not_terminated_before_a_version_that_is_to_come(desk: Work) -> None:
    drafted(desk, "02-02 09:00")
    desk.engine.agreements.put_in_force(NAME, date(2026, 4, 1), now=at("02-02 10:00"))

    with pytest.raises(Refusal, match="version 2 of Standard support begins after it, on 2026-04-01"):
        desk.engine.agreements.end(NAME, date(2026, 3, 15), at("02-03 09:00"))

    assert states(desk, "02-03 10:00") == [(2, State.COMING), (1, State.IN_FORCE)]


def test_only_the_version_that_was_terminated_is_called_so(desk: Work) -> None:
    drafted(desk, "02-02 09:00")
    desk.engine.agreements.put_in_force(NAME, date(2026, 2, 3), last=date(2026, 2, 20), now=at("02-02 10:00"))
    desk.engine.agreements.put_in_force(drafted(desk, "02-23 09:00").name, date(2026, 3, 2), now=at("02-23 10:00"))

    desk.engine.agreements.end(NAME, date(2026, 3, 31), at("03-03 09:00"))

    assert states(desk, "04-01 09:00") == [(3, State.TERMINATED), (2, State.EXPIRED), (1, State.REPLACED)]
    assert [held.last for held in listed(desk, "04-01 09:00").versions][1:] == [date(2026, 2, 20), date(2026, 2, 2)]


def test_a_version_cannot_come_before_one_that_is_put_in_force_already(desk: Work) -> None:
    drafted(desk, "02-02 09:00")
    desk.engine.agreements.put_in_force(NAME, date(2026, 6, 1), now=at("02-02 10:00"))
    drafted(desk, "02-03 09:00", 5)

    with pytest.raises(Refusal, match="version 2 begins later, on 2026-06-01"):
        desk.engine.agreements.put_in_force(NAME, date(2026, 4, 1), now=at("02-03 10:00"))


def test_signatures_of_a_discarded_draft_are_not_those_of_the_next(desk: Work) -> None:
    acme, agreements = desk.customer("Acme", NAME), desk.engine.agreements
    drafted(desk, "02-02 09:00")
    agreements.offer(NAME, at("02-02 09:00"))
    agreements.sign(NAME, 2, Signature(acme, date(2026, 2, 3)), at("02-03 09:00"))

    agreements.discard(NAME, at("02-03 10:00"))
    drafted(desk, "02-04 09:00", 5)
    agreements.offer(NAME, at("02-04 10:00"))

    assert listed(desk, "02-04 11:00").versions[0].missing == (acme,)


def test_a_template_does_not_overwrite_a_draft_of_that_name(desk: Work) -> None:
    templates = desk.engine.agreement_templates
    templates.begin(templates.made("Schools", "school", at("02-02 09:00")), at("02-02 09:00"))

    with pytest.raises(Refusal, match="There is an agreement named Schools already"):
        templates.made("Schools", "saas", at("02-02 10:00"))


def test_a_store_with_a_section_of_another_name_is_worked_with_all_the_same(desk: Work) -> None:
    held = listed(desk, "02-02 09:00").versions[0].agreement
    odd = replace(held, sections={"introduction": "Hello", "purpose": "Help"})
    with desk.engine.database.write() as connection:
        save_agreement(connection, odd, now=at("02-02 09:00"), by="sam")

    desk.engine.agreements.begin(NAME, at("02-02 10:00"))

    document = desk.engine.papers.document(NAME, at("02-02 11:00"))
    assert document.version == 1
    assert desk.sound()
