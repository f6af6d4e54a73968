"""A report as one web page that needs nothing beside it: no script, no picture, nothing from elsewhere."""

from datetime import date
from html import escape
from importlib.resources import files
from string import Template
from zoneinfo import ZoneInfo

from slaapp.documents.month_inside import marked
from slaapp.documents.month_seal import issue, standing
from slaapp.domain.calendar import zone_info
from slaapp.languages import Words
from slaapp.reports import period_words
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.tables import Cell, Days, Length, Moment, Number, Share, Table, tables
from slaapp.reports.texts import named, plain


def render_html(report: MonthlyReport) -> bytes:
    """Every figure of the report. What people typed is text, isolated from the words around it."""
    zone, words = zone_info(report.zone), report.words
    page = Template((files("resources") / "documents" / "month.html").read_text(encoding="utf-8"))
    total, found = report.total, tables(to_json(report), words)
    customer = named(report.customer, longest=90, otherwise=words("report.nobody"))
    kept = words.counted("report.headline.kept", report.decided_cells, kept=report.kept)
    made = words("table.made", at=words.long_instant(report.made_at, zone), zone=report.zone)
    filled = page.substitute(
        lang=words.code,
        title=escape(f"{customer}, {period_words.name(report.days, words)}"),
        kind=_text(f"{period_words.title(report.days, words)} · {marked(standing(report, words), report)}"),
        customer=_text(report.customer),
        period=_text(period_words.name(report.days, words)),
        desk=_text(report.desk.name),
        share=_text(words.percent(total.shown()) if total.decided else words("report.headline.no_data")),
        verdict=_text(kept if total.decided else words("report.headline.none_decided")),
        issue=_text(f"{made} · {issue(report, words)}"),
        sections_name=escape(words("table.contents")),
        contents="".join(_entry(table) for table in found),
        sections="".join(_section(table, zone, words) for table in found),
    )
    return filled.encode("utf-8", "replace")


def _entry(table: Table) -> str:
    return f'<li><a href="#{escape(table.name)}">{_text(table.title)}</a></li>'


def _section(table: Table, zone: ZoneInfo, words: Words) -> str:
    head = "".join(f'<th scope="col">{_text(title)}</th>' for title in table.columns)
    rows = "".join(f"<tr>{''.join(_cell(cell, zone, words) for cell in cells)}</tr>" for cells in table.rows)
    return (
        f'<section id="{escape(table.name)}"><h2>{_text(table.title)}</h2><div class="wide"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _cell(cell: Cell, zone: ZoneInfo, words: Words) -> str:
    if isinstance(cell, str):
        return f"<td>{_text(cell)}</td>"
    return f'<td class="figure">{escape(_figure(cell, zone, words))}</td>'


def _figure(cell: Cell, zone: ZoneInfo, words: Words) -> str:
    match cell:
        case None:
            return "–"
        case bool():
            return words("table.yes" if cell else "table.no")
        case Length():
            return words.exact(cell.seconds)
        case Share():
            return words.percent(f"{cell.tenths // 10}.{cell.tenths % 10}")
        case Moment():
            return words.short_instant(cell.at, zone)
        case date():
            return words.dated_day(cell)
        case Days():
            return period_words.name(cell.period, words)
        case str() | Number():
            return str(cell)
        case _:
            return words.count(cell)


def _text(words: str) -> str:
    return f"<bdi>{escape(plain(words))}</bdi>"
