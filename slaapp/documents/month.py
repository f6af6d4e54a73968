"""The month's report as words and figures ready to be set, and as a PDF."""

import json
from collections.abc import Sequence

from slaapp.documents import month_back as back
from slaapp.documents import month_front as front
from slaapp.documents import month_seal as seal
from slaapp.documents.look import PLAIN, Look
from slaapp.documents.look import shown as look_shown
from slaapp.documents.month_cover import NO_COVER, Cover, extract, letter, pack_sections
from slaapp.documents.month_front import Shown
from slaapp.documents.month_inside import inside, mark, marked
from slaapp.documents.month_sections import asked, section_data
from slaapp.documents.month_unmeasured import not_measured
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.calendar import zone_info
from slaapp.reports import period_words, texts
from slaapp.reports.definitions import versions_words
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from slaapp.reports.texts import named, tidy


def file_name(report: MonthlyReport, *, pack: bool = False) -> str:
    """`2026-02 Northgate School report.pdf`, with nothing in it that a file system refuses; the desk's own edition is
    never called as the customer's. A pack is a file beside it, with the number of a report that is closed."""
    customer = texts.file_name(report.customer) or "Customer"
    kind = "internal report" if isinstance(report, DeskReport) else "report"
    if pack:
        number = "" if report.seal is None else texts.file_name(report.seal.number)
        kind = " ".join(filter(None, (kind, "pack", number)))
    return f"{report.days} {customer} {kind}.pdf"


def customer_of(report: MonthlyReport) -> str:
    """As its head says."""
    return named(report.customer, longest=90, otherwise=report.words("report.nobody"))


def desk_of(report: MonthlyReport) -> str:
    return named(report.desk.name, longest=60, otherwise=report.words("report.desk"))


def render_month(
    report: MonthlyReport,
    *,
    black_and_white: bool = False,
    paper: str = "a4",
    sections: Sequence[Section] | None = None,
    cover: Cover = NO_COVER,
    look: Look = PLAIN,
) -> bytes:
    """The report as a PDF (PDF/A-3a and PDF/UA-1) with its figures attached as JSON; `paper` is `a4` or `us-letter`.

    It is a sheet of two pages, or the full form with these `sections` in their order; `cover` is what goes before it,
    `look` the desk's own.
    """
    figures = figures_text(report)
    return typeset(
        Job(
            "month.typ",
            shown(report, black_and_white=black_and_white, paper=paper, sections=sections, cover=cover, look=look),
            figures,
            report.made_at,
            look.templates,
        )
    )


def figures_text(report: MonthlyReport) -> str:
    """The JSON that is attached. Half a character, which UTF-8 cannot hold, stands in it as JSON's own escape."""
    text = json.dumps(to_json(report), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _form_text(sections: Sequence[Section] | None, paper: str, cover: Cover) -> str:
    """In which form it is printed, attached so that `verify` can print it once more and compare."""
    chosen = None if sections is None else [section.value for section in sections]
    return json.dumps({"sections": chosen, "paper": paper, "letter": cover.to is not None, "pack": cover.pack})


def shown(
    report: MonthlyReport,
    *,
    black_and_white: bool = False,
    paper: str = "a4",
    sections: Sequence[Section] | None = None,
    cover: Cover = NO_COVER,
    look: Look = PLAIN,
) -> Shown:
    """Every word and figure of the pages, as the template takes them."""
    zone, words = zone_info(report.zone), report.words
    customer, desk = customer_of(report), desk_of(report)
    month = period_words.name(report.days, words)
    kind = period_words.title(report.days, words)
    form = _form_text(sections, paper, cover)
    if cover.pack:
        sections = pack_sections(sections)
    printed = None if sections is None else _printed(report, sections)
    sides = [desk] if report.customers else [desk, customer]
    return {
        "title": marked(f"{kind}: {customer}, {month}", report),
        "lang": words.code,
        "words": words.under("report") | {f"section.{name}": text for name, text in words.under("section").items()},
        "thousands": words("number.thousands"),
        "keywords": [period_words.title(report.days, words), customer, month],
        "made_on": made_on(report.made_at),
        "black_and_white": black_and_white,
        "look": look_shown(look),
        "paper": paper,
        "kind": kind,
        "standing": marked(seal.standing(report, words), report),
        "customer": customer,
        "running_head": f"{tidy(customer, longest=50)} · {month}",
        "month": month,
        "made": words("page.made", at=words.long_instant(report.made_at, zone)),
        "page_of": words("page.of"),
        "footer": seal.footer(report, customer, month, mark(report)),
        "desk": {"name": desk, "lines": [tidy(line, longest=60) for line in report.desk.lines[:4]]},
        "strip": front.strip(report),
        "small": front.small_print(report),
        "headline": front.headline(report),
        "kpis": front.key_figures(report),
        "performance": front.performance(report),
        "trend": front.trend(report),
        "facts": [{"headline": fact.headline, "text": fact.text} for fact in report.facts],
        "asked": asked(report),
        "facts_title": period_words.about(report.days, words),
        "definitions": [*report.definitions, *(() if printed is None else versions_words(report))],
        "times": back.times(report),
        "late": back.late_targets(report),
        "backlog": back.backlog(report),
        "not_measured": not_measured(report),
        "flow": back.flow(report),
        "amendments": back.amendments(report),
        "restatements": seal.restatements(report),
        "time_spent": back.time_spent(report),
        "sections": None if printed is None else [section.value for section in printed],
        "section_data": section_data(report, _of_sheet(report) if printed is None else printed),
        "inside": inside(report),
        "form": form,
        "letter": None if cover.to is None else letter(report, cover.to, desk, printed),
        "extract": extract(report) if cover.pack else None,
        "signatures": [words("report.for", name=side) for side in sides],
    }


def _of_sheet(report: MonthlyReport) -> Sequence[Section]:
    """What the sheet has of the sections of the full report."""
    return (Section.CUSTOMERS, Section.ACTIONS) if report.customers else (Section.ACTIONS,)


def _printed(report: MonthlyReport, sections: Sequence[Section]) -> Sequence[Section]:
    """Customers are told apart only where there are several; what was issued before is restated whatever was chosen
    (R7)."""
    chosen = [section for section in sections if section is not Section.CUSTOMERS or report.customers]
    if report.restatements and Section.CORRECTIONS not in chosen:
        chosen.insert(len(chosen) - (chosen[-1:] == [Section.SIGN_OFF]), Section.CORRECTIONS)
    return chosen
