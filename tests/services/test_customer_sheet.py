"""A ticket's sheet for its customer: in their language, with what both sides said and nothing that is internal."""

import pytest
from msgspec.structs import replace

from slaapp.documents import Pages, render_sheet
from slaapp.documents.sheet import Sheet
from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import Channel
from slaapp.services.customer_sheet import customer_sheet
from tests.documents.languages import foreign
from tests.services.conftest import Work, at

HOSTILE = (
    "#panic() $x$ *bold* @x <b onmouseover=alert(1)>&amp;</b> =1+1 \u202eabc\u202c \U0001f600 \u6f22\u5b57 "
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \x07 " + "W" * 5000
)
TYPED = ("Xqv Zrk", "Bvx", "Ghk", "Mnq", "UTC")


def logged(desk: Work, customer: str, subject: str, text: str = "") -> int:
    draft = replace(desk.draft(customer=customer, text=text), subject=subject)
    return desk.engine.desk.log(draft, now=at("02-23 09:00"))[0]


def a_busy_ticket(desk: Work, customer: str) -> int:
    """With every kind of line that a customer may read."""
    act = desk.engine.desk
    number = logged(desk, customer, TYPED[1])
    act.reply(number, TYPED[2], channel=Channel.EMAIL, minutes=20, now=at("02-23 09:20"))
    act.note(number, "Vertraulich secret", now=at("02-23 09:25"))
    act.set_status(number, Status.WAITING_CUSTOMER, now=at("02-23 09:30"))
    act.customer_wrote(number, TYPED[3], now=at("02-23 10:00"))
    act.set_severity(number, Severity.URGENT, now=at("02-23 10:10"))
    act.set_status(number, Status.SCHEDULED, until=at("02-24 10:00"), now=at("02-23 10:20"))
    act.resolve(number, now=at("02-24 11:00"))
    act.reopen(number, now=at("02-24 12:00"))
    return number


def sheet(desk: Work, number: int, when: str, language: str) -> Sheet:
    page = desk.engine.pages.page(number, now=at(when))
    return customer_sheet(page, desk=TYPED[0], zone=desk.engine.board.zone, language=language)


def words_of_sheet(made: Sheet) -> list[str]:
    rows = [cell for table in made.tables for cells, _ in table.rows for cell in cells]
    heads = [column.name for table in made.tables for column in table.columns]
    return [made.heading, made.sentence, made.about, *rows, *heads, *(table.title for table in made.tables)]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("when", ["02-23 09:35", "02-23 10:05", "02-23 20:00", "02-24 11:30", "03-20 12:00"])
def test_every_word_is_of_the_language_or_was_typed(desk: Work, language: str, when: str) -> None:
    number = a_busy_ticket(desk, desk.customer(TYPED[0]))

    said = words_of_sheet(sheet(desk, number, when, language))

    assert foreign(said, TYPED, language) == []
    assert not any("secret" in text for text in said)


def test_the_checks_of_words_can_fail(desk: Work) -> None:
    number = a_busy_ticket(desk, desk.customer(TYPED[0]))

    assert foreign(words_of_sheet(sheet(desk, number, "03-20 12:00", "en")), TYPED, "de") != []


def test_its_foot_and_its_page_are_german_too(desk: Work) -> None:
    number = a_busy_ticket(desk, desk.customer(TYPED[0]))
    made = sheet(desk, number, "03-20 12:00", "de")

    with Pages(render_sheet(made, made_at=at("03-20 12:00"), zone=desk.engine.board.zone)) as pages:
        said = pages.text(0)

    assert "Erstellt am 20. M\u00e4rz 2026, 12:00" in said
    assert foreign([said], TYPED, "de") == []


def test_hostile_words_are_only_words(desk: Work) -> None:
    customer = desk.customer("#panic() <i>" + "C" * 60)
    number = logged(desk, customer, HOSTILE, HOSTILE)
    desk.engine.desk.reply(number, HOSTILE, now=at("02-23 09:20"))

    made = sheet(desk, number, "02-23 10:00", "de")
    with Pages(render_sheet(made, made_at=at("02-23 10:00"), zone=desk.engine.board.zone)) as pages:
        said = " ".join(pages.text(page) for page in range(len(pages)))

    assert "#panic()" in said
    assert "*bold*" in said
    assert "\u202e" not in said
