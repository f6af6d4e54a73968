"""Paper slips: numbered through, entered once, with the times that stand on them."""

from typing import Any

import pytest

from slaapp.documents import Pages
from slaapp.documents.slips import render_slips
from slaapp.domain.agreement import Metric
from slaapp.domain.errors import Refusal
from slaapp.services.slips import Slip
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
    pdf = render_slips(range(9, 16), desk="Desk", made_at=0, zone=desk.engine.board.zone, language=language)

    with Pages(pdf) as pages:
        words = [pages.text(page).split() for page in range(len(pages))]
    assert [[word for word in page if word.isdigit()] for page in words] == [
        ["9", "10", "11"],
        ["12", "13", "14"],
        ["15"],
    ]
    assert said in " ".join(words[0])
