"""An agreement, its amendment and its review in German: no word of the rules is left in English, and none the other
way round; what the agreement says in words of its own stays as it was typed."""

from datetime import date

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from slaapp.documents import Pages, render_review
from slaapp.documents.agreement import render_agreement, shown
from slaapp.documents.amendment import render_amendment
from slaapp.documents.review import shown as review_shown
from slaapp.domain.agreement import (
    Agreement,
    EscalationStep,
    Impact,
    Meaning,
    Metric,
    Severity,
    SeverityChange,
    StepAct,
    Urgency,
)
from slaapp.domain.sections import CHAPTERS, TITLES
from slaapp.languages import ENGLISH, LANGUAGES, words_of
from slaapp.reports.agreement_amendment import amendment
from slaapp.reports.agreement_changes import changes
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import AgreementDocument, build
from slaapp.reports.review_data import Review, SupplierGap
from tests.agreements import HOURS, TODAY, agreements
from tests.documents.languages import foreign, spoken, texts
from tests.documents.test_agreement_pdf import AT
from tests.reports import northgate

DESK = Party("Zrk", ("Xqv 1",))
CODES = frozenset({"lang", "paper", "kind_of", "look", "kind", "data", "form"})
"""What a template takes that is not printed, or is the name of a kind of block."""

few = settings(max_examples=settings.default.max_examples // 4)


def document(agreement: Agreement, code: str, *, internal: bool = False, customers: int = 1) -> AgreementDocument:
    return build(
        agreement,
        HOURS,
        provider=DESK,
        customers=[Party(f"Kvx {number}") for number in range(customers)],
        today=TODAY,
        internal=internal,
        language=code,
    )


def typed(agreement: Agreement) -> list[str]:
    """What people wrote into it, and names of theirs."""
    means = [text for held in agreement.meanings.values() for text in (held.text, held.name, *held.examples)]
    steps = [step.to for step in agreement.escalation]
    holidays = [name for hours in HOURS.values() for _, one in hours.line.versions for name in one.holidays.values()]
    names = [agreement.name, *HOURS, "Europe London Kvx Zrk Xqv Support"]
    return [*agreement.sections.values(), *means, *steps, *agreement.services, *names, *holidays]


def said(agreement: Agreement, code: str, *, internal: bool, customers: int) -> list[str]:
    held = document(agreement, code, internal=internal, customers=customers)
    data = shown(held, made_at=AT, paper="a4")
    return [data["kind"], *texts(data, without=CODES)]


@pytest.mark.parametrize("code", LANGUAGES)
@few
@given(agreements())
def test_every_word_of_a_printed_agreement_is_its_language_or_was_typed(code: str, agreement: Agreement) -> None:
    for internal, customers in ((False, 0), (True, 1), (False, 2), (True, 5)):
        words = said(agreement, code, internal=internal, customers=customers)
        assert foreign(words, typed(agreement), code) == []


@few
@given(agreements(), agreements())
def test_every_change_is_told_in_german_too(was: Agreement, now: Agreement) -> None:
    german = [change.words for change in changes(was, now, words=words_of("de"))]
    english = [change.words for change in changes(was, now)]

    assert len(german) == len(english)
    assert foreign(german, [*typed(was), *typed(now)], "de") == []
    assert foreign(english, [*typed(was), *typed(now)], ENGLISH) == []


def full() -> Agreement:
    """With what the invented ones do not have."""
    return replace(
        northgate.agreement(),
        matrix={(Impact.WHOLE_SITE, Urgency.AT_ONCE): Severity.URGENT, (Impact.ONE, Urgency.CAN_WAIT): Severity.LOW},
        meanings={Severity.HIGH: Meaning("Vbn wrx", examples=("Qpl", "Mzt"))},
        services=("Nkq", "Wvb"),
        severity_change=SeverityChange.LADDER,
        escalation=(
            EscalationStep(Severity.HIGH, None, 100, StepAct.NOTIFY, ""),
            EscalationStep(Severity.URGENT, Metric.RESOLUTION, 75, StepAct.ASSIGN, "Fgh"),
            EscalationStep(Severity.URGENT, Metric.UPDATE, 50, StepAct.RAISE, ""),
            EscalationStep(Severity.LOW, Metric.UPDATE, 50, StepAct.SLIP, ""),
        ),
        notice_until=date(2026, 9, 30),
        renews_on=date(2027, 1, 1),
        notice_days=30,
        applies_to_open=True,
    )


@pytest.mark.parametrize("internal", [False, True])
def test_no_english_stands_on_the_pages_of_a_german_agreement(internal: bool) -> None:
    held = document(full(), "de", internal=internal)

    with Pages(render_agreement(held, made_at=AT)) as pages:
        printed = [pages.text(page) for page in range(len(pages))]

    assert foreign(printed, [*typed(full()), "page"], "de") == []
    assert foreign(printed, typed(full()), ENGLISH) != []  # so the check can fail
    assert "Seite 1 von" in printed[0]
    assert "Für Kvx 0" in printed[-1]


@pytest.mark.parametrize("internal", [False, True])
def test_no_english_stands_on_a_german_amendment(internal: bool) -> None:
    was, now = northgate.agreement(), replace(full(), version=4, targets=northgate.agreement().targets[:-3])
    sheet = amendment(was, now, document(now, "de", internal=internal))

    with Pages(render_amendment(sheet, made_at=AT)) as pages:
        printed = [pages.text(page) for page in range(len(pages))]

    assert foreign(printed, typed(now), "de") == []
    assert "Fassung 4 ändert Fassung 3" in printed[0]


def test_titles_in_english_are_those_of_the_window() -> None:
    words = words_of(ENGLISH)

    assert {part: words(f"agreement.part.{part.value}") for part in TITLES} == TITLES
    for chapter in CHAPTERS:
        assert words(f"agreement.chapter.{next(iter(chapter.parts)).value}") == chapter.title


def test_no_english_stands_on_a_german_review(review: Review) -> None:
    supplier = SupplierGap("Ghx", Severity.HIGH, None, 90, 3, 2, 1, 4000)
    held = replace(
        review, agreement="Bvx", customers=("Kvx",), language="de", suppliers=(supplier,), unnamed=2, opened="Sa 9:00"
    )

    with Pages(render_review(held, desk="Zrk", internal=True)) as pages:
        printed = [pages.text(page) for page in range(len(pages))]

    known = ["Bvx Kvx Zrk Ghx Xqv", *(decision.text for decision in held.decisions)]
    known += [decision.owner for decision in held.decisions]
    assert foreign(printed, known, "de") == []
    assert (
        foreign(texts(review_shown(replace(held, language=ENGLISH), desk="Zrk"), without=CODES), known, ENGLISH) == []
    )


def test_few_words_are_the_same_in_both_languages() -> None:
    """Else the checks above would check nothing."""
    assert len(spoken("de") & spoken(ENGLISH)) < len(spoken(ENGLISH)) / 5
