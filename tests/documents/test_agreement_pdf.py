"""The agreement on paper: what is read back from its PDF is what the engine goes by, and no customer reads the rest."""

import re
import zlib
from collections.abc import Collection, Iterator
from itertools import count, dropwhile, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.documents import Pages
from slaapp.documents.agreement import render_agreement, shown, unfilled
from slaapp.documents.amendment import render_amendment
from slaapp.domain.agreement import Agreement, EscalationStep, Metric, Severity, StepAct, Tier
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.reports.agreement_amendment import amendment
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import AgreementDocument, build
from slaapp.wording import METRIC, SEVERITY
from tests.agreements import HOURS, TODAY, agreements
from tests.reports import northgate

AT = 1_773_235_818
LONDON = ZoneInfo("Europe/London")
LENGTH = "–|(?=\\d)(?:\\d+\u202fh)?\u202f?(?:\\d+\u202fmin)?"
HOSTILE = '#set page(fill: red) <b>x</b> $1$ \\ ![a](http://b) ] } "'
DESK = Party("Site IT desk", ("Building A, room 0.12",))

few = settings(max_examples=settings.default.max_examples // 5)


def document(agreement: Agreement, *, internal: bool = False, **more: object) -> AgreementDocument:
    customers = more.pop("customers", [Party("Northgate School")])
    return build(
        agreement,
        HOURS,
        provider=DESK,
        customers=customers,
        today=TODAY,
        internal=internal,
        **more,  # type: ignore[arg-type]
    )


def pdf(agreement: Agreement, *, internal: bool = False, paper: str = "a4", **more: object) -> bytes:
    return render_agreement(document(agreement, internal=internal, **more), made_at=AT, paper=paper)


def pages_of(data: bytes) -> list[str]:
    with Pages(data) as pages:
        return [pages.text(page).replace("\r\n", "\n") for page in range(len(pages))]


def read_length(words: str) -> int | None:
    """In seconds, from what is printed; None for a dash."""
    if words == "–":
        return None
    found = re.fullmatch(r"(?:(\d+)\u202fh)?\u202f?(?:(\d+)\u202fmin)?\u202f?(?:(\d+)\u202fs)?", words)
    assert found, words
    hours, minutes, seconds = (int(group or 0) for group in found.groups())
    return hours * HOUR + minutes * MINUTE + seconds


def called(agreement: Agreement, severity: Severity) -> str:
    held = agreement.meanings.get(severity)
    return (held.name if held else "") or SEVERITY[severity]


def rows_below(
    text: str, heading: str, until: str, agreement: Agreement, cell: str
) -> Iterator[tuple[Severity, Metric, str]]:
    """Each cell of the table of figures between two headings of the pages, under the names of severities and metrics
    that are printed there."""
    _, _, after = text.partition(f"{heading}\n")
    table = after[: after.index(until)]
    heads = " ".join(table.split())
    metrics = sorted((one for one in Metric if METRIC[one] in heads), key=lambda one: heads.index(METRIC[one]))
    names = {called(agreement, severity): severity for severity in Severity}
    _, *parts = re.split(f"\n({'|'.join(map(re.escape, names))})[ \n]", table)
    for name, row in zip(parts[::2], parts[1::2], strict=True):
        words = dropwhile(lambda word: not re.fullmatch(cell, word), re.split("[ \n]+", row))
        figures = list(takewhile(lambda word: re.fullmatch(cell, word), words))
        across = len(figures) // len(metrics)
        assert len(figures) == across * len(metrics)
        for place, figure in enumerate(figures):
            yield names[name], metrics[place // across], figure


def read_back(text: str, agreement: Agreement, *, internal: bool) -> dict[tuple[Severity, Metric, Tier], int]:
    """The table of times on the pages, as the rules hold them."""
    found = {}
    place = count()
    for severity, metric, words in rows_below(text, "Severities and times", "When a clock starts", agreement, LENGTH):
        tier = list(Tier)[next(place) % 2] if internal else Tier.PUBLIC
        allowed = read_length(words)
        if allowed is not None:
            assert (severity, metric, tier) not in found
            found[severity, metric, tier] = allowed
    return found


def goals_read_back(text: str, agreement: Agreement) -> dict[tuple[Severity, Metric], int]:
    """The public goals, as they are printed for each cell or for all of them."""
    one = re.search(r"at least (\d+)\u00a0% of the targets of each", text.replace("\n", " "))
    if one:
        return {(held.severity, held.metric): int(one[1]) for held in agreement.targets if held.tier is Tier.PUBLIC}
    found = rows_below(text, "this share of the targets is kept:", "How it is counted", agreement, "\\d+\u00a0%|–")
    return {(severity, metric): int(words[:-2]) for severity, metric, words in found if words != "–"}


@few
@given(agreements(), st.sampled_from(("a4", "us-letter")))
def test_the_printed_times_and_goals_are_those_that_the_clocks_go_by(agreement: Agreement, paper: str) -> None:
    for internal in (False, True):
        held = {
            (target.severity, target.metric, target.tier): target.allowed
            for target in agreement.targets
            if internal or target.tier is Tier.PUBLIC
        }
        text = "\n".join(pages_of(pdf(agreement, internal=internal, paper=paper)))
        if held:
            assert read_back(text, agreement, internal=internal) == held
        goals = {(held.severity, held.metric): held.goal for held in agreement.targets if held.tier is Tier.PUBLIC}
        if goals and not internal:
            assert goals_read_back(text, agreement) == goals


def bytes_of(data: bytes) -> bytes:
    """The file with what is packed in it unpacked."""
    unpacked = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            unpacked.append(zlib.decompressobj().decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


@few
@given(agreements())
def test_no_internal_figure_is_in_a_customers_copy(agreement: Agreement) -> None:
    """Every internal time is of odd minutes and no public one is, so that it is found wherever it stands."""
    plain = replace(agreement, sections={})
    data = pdf(plain)
    texts = " ".join(pages_of(data))
    inside = {target.allowed for target in plain.targets if target.tier is Tier.INTERNAL}

    printed = {int(held) for held in re.findall(r"(\d+)\u202fmin", texts)}
    assert not printed & {allowed // MINUTE % 60 for allowed in inside}
    assert "internal" not in texts.lower()
    assert "Kim L." not in texts
    assert not re.findall(rb"internal (?:copy|time|target)", bytes_of(data).lower())
    goals = {target.goal for target in plain.targets if target.tier is Tier.PUBLIC}
    told = {int(share) for share in re.findall(r"(\d+)\u00a0%", texts)} - {step.at for step in plain.escalation}
    assert told <= goals


def public(held: Agreement, name: str, theirs: Collection[Metric]) -> Agreement:
    """Without what is internal; the people of its steps are called otherwise."""
    steps = [step for step in held.escalation if step.metric is None or step.metric in theirs]
    return replace(
        held,
        targets=tuple(target for target in held.targets if target.tier is Tier.PUBLIC),
        pauses={
            (metric, tier): statuses if tier is Tier.PUBLIC and metric in theirs else frozenset()
            for (metric, tier), statuses in held.pauses.items()
        },
        escalation=tuple(replace(step, to=name) for step in steps),
    )


def metrics_of(*held: Agreement) -> set[Metric]:
    return {target.metric for each in held for target in each.targets if target.tier is Tier.PUBLIC}


@few
@given(agreements())
def test_the_file_that_a_customer_is_sent_is_the_same_to_the_byte_whatever_is_internal(agreement: Agreement) -> None:
    """In its pages, in its data about itself, in its tags: nothing of the internal targets can be there."""
    assert pdf(agreement) == pdf(public(agreement, "A", metrics_of(agreement)))


@given(agreements(), agreements())
def test_a_customers_copy_is_the_same_whatever_is_internal(agreement: Agreement, other: Agreement) -> None:
    """So nothing of it can be deduced: neither from this version, nor from what changed since the one before."""
    theirs = metrics_of(agreement, other)

    before = replace(other, version=agreement.version, name=agreement.name)
    now = replace(agreement, version=agreement.version + 1)

    told = document(now, earlier=[before])
    assert told == document(public(now, "A", theirs), earlier=[public(before, "B", theirs)])
    assert amendment(before, now, told) == amendment(public(before, "A", theirs), public(now, "B", theirs), told)


def test_a_name_is_written_as_it_is_wherever_it_stands_first() -> None:
    held = document(northgate.agreement(), customers=[Party("eBay")])
    several = document(northgate.agreement(), customers=[], for_all=True)
    nobody = document(northgate.agreement(), customers=[])

    titles = [shown(each, made_at=AT, paper="a4")["parties"][0] for each in (several, nobody)]
    assert titles[0]["lines"] == ["of Site IT desk without another agreement"]
    assert titles[1]["lines"] == ["who signs on the last page"]
    assert shown(held, made_at=AT, paper="a4")["kept_by"] == ["eBay", "Site IT desk"]
    assert shown(several, made_at=AT, paper="a4")["kept_by"] == ["The customer", "Site IT desk"]


def test_a_small_table_is_not_parted_by_the_end_of_a_page() -> None:
    steps = tuple(EscalationStep(Severity.URGENT, None, at, StepAct.SLIP) for at in (50, 75, 90, 100, 125))
    held = replace(northgate.agreement(), escalation=steps)

    for lines in range(38, 44):
        pages = pages_of(pdf(replace(held, sections={"provider": "\n\n".join(["A paragraph."] * lines)})))
        rows = [page.count("A slip is printed at the desk") for page in pages]
        assert max(rows) == len(steps), f"{rows} after {lines} paragraphs"


def test_the_demo_agreement_prints_as_it_was_drawn() -> None:
    agreement = replace(northgate.agreement(), valid_to=northgate.agreement().valid_from.replace(year=2026))  # type: ignore[union-attr]
    sections = dict.fromkeys(("scope", "provider", "customer", "purpose"), "Words of its own. " * 90)

    title, *inner, signatures = pages_of(pdf(replace(agreement, sections=sections)))

    assert title.startswith("Service level agreement\nStandard support\nVersion 3, in force from 1 September 2025")
    assert "Contents" in title
    assert "Versions" in title
    contents = dict(re.findall(r"^(\d+ [A-Z][^\d]+?)[ .\n]*(\d+)$", title, re.MULTILINE))
    for chapter, page in contents.items():
        assert chapter.split(" ", 1)[1].strip() in [title, *inner, signatures][int(page) - 1], chapter
    assert len(contents) == 9 + 1
    assert f"of {len(inner) + 2} pages" in signatures
    assert "For Northgate School" in signatures
    assert "5 When clocks pause" not in signatures


def test_a_short_agreement_has_no_title_page() -> None:
    texts = pages_of(pdf(northgate.agreement()))

    assert len(texts) == 2
    assert "Contents" not in texts[0]
    assert "1.1 Parties" in texts[0]
    assert "For Northgate School" in texts[1]


def test_each_of_many_customers_has_a_block_to_sign() -> None:
    names = [f"Customer {number}" for number in range(1, 12)]

    texts = pages_of(pdf(northgate.agreement(), customers=[Party(name) for name in names]))

    said = "\n".join(texts)
    assert all(f"For {name}" in said for name in names)
    assert "11 customers" in texts[0]
    assert "All parties have read" in said


@pytest.mark.parametrize(("signers", "count"), [(1, 2), (3, 2), (12, 2), (20, 3)])
def test_those_who_sign_a_short_agreement_do_so_on_its_last_page(signers: int, count: int) -> None:
    names = [f"Customer {number}." for number in range(signers)]

    pages = pages_of(pdf(northgate.agreement(), customers=[Party(name) for name in names]))

    assert len(pages) == count
    assert "Contents" not in pages[0]
    assert all(f"For {name}" in pages[-1].split("\n") for name in (*names, "Site IT desk"))
    assert f"agreement of {count} pages" in pages[-1]


def test_twelve_who_sign_a_long_agreement_do_so_on_one_page_of_its_own() -> None:
    sections = dict.fromkeys(("scope", "provider", "customer", "purpose"), "Words of its own. " * 90)
    names = [f"Customer {number}." for number in range(12)]

    title, *_, last = pages_of(
        pdf(replace(northgate.agreement(), sections=sections), customers=[Party(name) for name in names])
    )

    assert "Contents" in title
    assert "Words used here" not in last
    assert all(f"For {name}" in last.split("\n") for name in (*names, "Site IT desk"))
    assert "Each who signs keeps one copy." in last


def test_more_than_a_page_holds_sign_on_several_none_is_lost() -> None:
    names = [f"Customer {number}." for number in range(60)]

    said = "\n".join(pages_of(pdf(northgate.agreement(), customers=[Party(name) for name in names]))).split("\n")

    assert all(said.count(f"For {name}") == 1 for name in names)


def test_hostile_words_are_words() -> None:
    agreement = replace(northgate.agreement(), name=HOSTILE, sections={"purpose": HOSTILE, "scope": "W" * 300})

    said = " ".join(pages_of(pdf(agreement, customers=[Party(HOSTILE, (HOSTILE,))])))

    assert said.count("#set page(fill: red)") > 3
    assert "<b>x</b>" in said


def test_a_name_that_shows_nothing_and_signs_of_markdown_still_make_pages() -> None:
    odd = "+ \u202e\n\n| A |\n|---|\n\n999999999. x\n1) \n- - -\n{customer}**\n"
    agreement = replace(northgate.agreement(), name="\u202e\u202e", sections={"purpose": odd, "signatures": odd})

    said = "\n".join(pages_of(pdf(agreement, customers=[Party("\u202e")])))

    assert "Agreement without a name" in said


def test_what_no_version_knows_stays_in_braces_and_is_told() -> None:
    held = document(replace(northgate.agreement(), sections={"purpose": "Until {valid_to}, for {customer} {nobody}."}))

    assert unfilled(held) == ("valid_to", "nobody")
    assert "Until {valid_to}, for Northgate School {nobody}." in str(shown(held, made_at=AT, paper="a4"))


@pytest.mark.parametrize("internal", [False, True])
def test_an_amendment_sheet_names_each_change_and_is_signed(internal: bool) -> None:
    was = northgate.agreement()
    now = replace(
        was,
        version=4,
        targets=tuple(
            replace(target, allowed=target.allowed - 61 * MINUTE) if target.severity is Severity.LOW else target
            for target in was.targets
        ),
        sections={"purpose": "New **words** for {customer}."},
    )

    (page,) = pages_of(render_amendment(amendment(was, now, document(now, internal=internal)), made_at=AT))

    assert "Version 4 amends version 3" in page
    assert "Low, resolution: 40\u202fh → 38\u202fh\u202f59\u202fmin." in page
    assert "Section 1.2 (Purpose) has words of its own now." in page
    assert "New words for Northgate School." in page
    assert ("internal" in page) is internal
    assert "For Northgate School" in page


@pytest.mark.parametrize("count", [1, 3, 10, 25])
def test_each_of_many_who_sign_an_amendment_has_room_on_the_paper(count: int) -> None:
    was = northgate.agreement()
    now = replace(was, version=4, targets=was.targets[:-3])
    names = [f"Customer {number}." for number in range(count)]
    held = document(now, customers=[Party(name) for name in names])

    pages = pages_of(render_amendment(amendment(was, now, held), made_at=AT))

    if count <= 3:
        blocks = [(page.count("\nFor "), page.count("Place and date")) for page in pages]
        assert sum(dates for _, dates in blocks) == count + 1
        assert all(heads == dates for heads, dates in blocks)
    for name in (*names, "Site IT desk"):
        assert sum(page.split("\n").count(f"For {name}") for page in pages) == 1
    assert all("Place and date" in page for page in pages if "\nFor " in page)
    (first,) = (page for page in pages if "All who sign agree" in page)
    assert "\nSignatures" in first
    assert "For Customer 0." in first
