"""Paper slips: numbered through, entered once, with the times that stand on them."""

from typing import Any

import pytest

from slaapp.documents import Pages
from slaapp.documents.slips import render_slips
from slaapp.domain.agreement import Metric, Status, Tier
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.services.slips import Slip, Wait
from tests.services.conftest import Work, at

MONDAY_EVENING = at("02-23 18:00")


def printed(desk: Work, count: int = 6) -> range:
    numbers, _ = desk.engine.slips.number_next(count, now=at("02-20 09:00"))
    return numbers


def slip(desk: Work, number: int, received: str = "02-23 09:10", **more: Any) -> Slip:
    return Slip(number=number, draft=desk.draft(received_at=at(received)), **more)


def test_numbers_go_on_and_none_is_given_twice(desk: Work) -> None:
    assert list(printed(desk, 3)) == [1, 2, 3]
    assert list(printed(desk, 2)) == [4, 5]


def test_a_slip_becomes_a_ticket_with_its_own_times(desk: Work) -> None:
    printed(desk)
    done = slip(
        desk, 2, answered_at=at("02-23 09:30"), resolved_at=at("02-23 11:40"), told="New drum is in.", minutes=40
    )

    number, _ = desk.engine.slips.enter(done, now=MONDAY_EVENING)

    page = desk.engine.pages.page(number, now=MONDAY_EVENING)
    assert (page.received_at, page.source, page.source_key) == (at("02-23 09:10"), "paper slip", "2")
    used = {view.clock.metric: view.reading.used for view in page.clocks}
    assert (used[Metric.FIRST_RESPONSE], used[Metric.RESOLUTION]) == (20 * 60, 150 * 60)
    assert page.minutes == 40


CUSTOMER, THIRD = Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY


def test_waits_that_stand_on_a_slip_pause_its_clocks_at_their_own_times(desk: Work) -> None:
    printed(desk)
    waits = (Wait(CUSTOMER, at("02-23 09:40"), at("02-23 10:40")), Wait(THIRD, at("02-23 10:40"), at("02-23 11:00")))
    done = slip(desk, 2, answered_at=at("02-23 09:30"), resolved_at=at("02-23 11:40"), waits=waits)

    number, _ = desk.engine.slips.enter(done, now=MONDAY_EVENING)

    page = desk.engine.pages.page(number, now=MONDAY_EVENING)
    used = {view.clock.metric: view.reading.used for view in page.clocks}
    assert used[Metric.RESOLUTION] == (150 - 60) * 60  # a third party stops nothing public
    assert page.status is Status.RESOLVED
    assert desk.sound()


def test_waits_are_written_in_the_order_of_time_however_they_are_told(desk: Work) -> None:
    printed(desk)
    waits = (Wait(CUSTOMER, at("02-23 10:00")), Wait(THIRD, at("02-23 09:30"), at("02-23 10:00")))

    number, _ = desk.engine.slips.enter(slip(desk, 1, waits=waits), now=MONDAY_EVENING)

    assert desk.engine.pages.page(number, now=MONDAY_EVENING).status is CUSTOMER


def test_a_slip_whose_customer_is_still_awaited_is_a_ticket_that_waits(desk: Work) -> None:
    printed(desk)
    waiting = slip(desk, 1, answered_at=at("02-23 09:30"), waits=(Wait(CUSTOMER, at("02-23 09:30")),))

    number, _ = desk.engine.slips.enter(waiting, now=MONDAY_EVENING)

    assert desk.engine.pages.page(number, now=MONDAY_EVENING).status is CUSTOMER


def test_a_wait_until_the_work_was_done_ends_with_it(desk: Work) -> None:
    printed(desk)
    wait = Wait(CUSTOMER, at("02-23 10:10"), at("02-23 11:10"))

    number, _ = desk.engine.slips.enter(slip(desk, 1, resolved_at=at("02-23 11:10"), waits=(wait,)), now=MONDAY_EVENING)

    (resolution,) = [
        view.reading.used
        for view in desk.engine.pages.page(number, now=MONDAY_EVENING).clocks
        if (view.clock.metric, view.clock.tier) == (Metric.RESOLUTION, Tier.PUBLIC)
    ]
    assert resolution == 60 * 60


def test_what_is_printed_again_keeps_its_number_and_is_no_ticket_yet(desk: Work) -> None:
    printed(desk)
    desk.engine.slips.enter(slip(desk, 4), now=MONDAY_EVENING)

    assert desk.engine.slips.again(3, 9) == (3, 5, 6)
    assert next(iter(desk.engine.slips.number_next(1, now=MONDAY_EVENING)[0])) == 7
    with pytest.raises(Refusal, match="Slip 4 was not printed: it is a ticket already"):
        desk.engine.slips.again(4, 4)
    with pytest.raises(Refusal, match="Slips 70 to 72 were not printed: they were never given out"):
        desk.engine.slips.again(70, 72)
    with pytest.raises(UsageRefusal, match="at most 500 slips are printed at once"):
        desk.engine.slips.again(1, 501)


@pytest.mark.parametrize(("language", "said"), [("en", "printed again"), ("de", "erneut gedruckt")])
def test_a_slip_that_is_printed_again_says_so(desk: Work, language: str, said: str) -> None:
    with Pages(render_slips((4,), again=True, desk="Desk", made_at=0, language=language)) as again:
        assert said in again.text(0)
    with Pages(render_slips((4,), desk="Desk", made_at=0, language=language)) as first:
        assert said not in first.text(0)


def test_what_was_entered_late_is_back_dated_and_no_correction(desk: Work) -> None:
    printed(desk)
    customer = desk.customer("Harbour Clinic")
    held = Slip(number=1, draft=desk.draft(received_at=at("02-23 09:10"), customer=customer))

    desk.engine.slips.enter(held, now=MONDAY_EVENING)

    kinds = [entry.kind.value for entry in desk.month("2026-02", customer, when="03-02 09:00").amendments]
    assert kinds == ["back_dated"]


def test_a_slip_is_entered_once(desk: Work) -> None:
    printed(desk)
    number, _ = desk.engine.slips.enter(slip(desk, 3), now=MONDAY_EVENING)

    with pytest.raises(Refusal, match=f"Slip 3 is ticket {number} already"):
        desk.engine.slips.enter(slip(desk, 3), now=MONDAY_EVENING)


def test_a_number_that_was_never_printed_is_refused(desk: Work) -> None:
    printed(desk)

    with pytest.raises(Refusal, match="no slip 70: slips go up to 6"):
        desk.engine.slips.enter(slip(desk, 70), now=MONDAY_EVENING)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answered_at": at("02-23 09:00")}, "answered before it was received"),
        ({"answered_at": at("02-23 10:00"), "resolved_at": at("02-23 09:30")}, "resolved before"),
        ({"minutes": 5}, "minutes belong to"),
        ({"waits": (Wait(CUSTOMER, at("02-23 09:00")),)}, "awaited before it was received"),
        ({"waits": (Wait(CUSTOMER, at("02-23 10:00"), at("02-23 09:50")),)}, "not after its beginning"),
        ({"waits": (Wait(CUSTOMER, at("02-23 10:00")), Wait(THIRD, at("02-23 11:00")))}, "while somebody else was"),
        ({"waits": (Wait(CUSTOMER, at("02-23 10:00")),), "resolved_at": at("02-23 09:50")}, "after it was resolved"),
        ({"resolved_at": at("02-24 09:00")}, "future"),
    ],
)
def test_times_that_cannot_have_been_are_refused_and_nothing_is_written(
    desk: Work, wrong: dict[str, Any], said: str
) -> None:
    printed(desk)

    with pytest.raises(Refusal, match=said):
        desk.engine.slips.enter(slip(desk, 1, **wrong), now=MONDAY_EVENING)

    assert desk.engine.slips.next_missing() == 1
    assert desk.engine.board.rows() == []


def test_the_list_says_which_are_missing(desk: Work) -> None:
    printed(desk, 3)
    number, _ = desk.engine.slips.enter(slip(desk, 2), now=MONDAY_EVENING)

    (held,) = desk.engine.slips.printed()

    assert (held.entered, held.missing) == (((2, number),), (1, 3))
    assert desk.engine.slips.next_missing(1) == 3
    assert desk.sound()


@pytest.mark.parametrize(("language", "said"), [("en", "Ticket slip"), ("de", "Ticketzettel")])
def test_slips_are_printed_three_a_page(desk: Work, language: str, said: str) -> None:
    pdf = render_slips(range(9, 16), desk="Desk", made_at=0, language=language)

    with Pages(pdf) as pages:
        words = [pages.text(page).split() for page in range(len(pages))]
    assert [[word for word in page if word.isdigit()] for page in words] == [
        ["9", "10", "11"],
        ["12", "13", "14"],
        ["15"],
    ]
    assert said in " ".join(words[0])


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize(("language", "waited"), [("en", "Waited for"), ("de", "Gewartet auf")])
def test_a_slip_has_room_for_two_waits(desk: Work, paper: str, language: str, waited: str) -> None:
    pdf = render_slips((4, 5, 6), desk="Desk of a rather long name " * 2, made_at=0, language=language, paper=paper)

    with Pages(pdf) as pages:
        assert (len(pages), pages.text(0).count(waited)) == (1, 6)
