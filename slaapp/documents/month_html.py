"""A report as one web page that needs nothing beside it: no script, no picture, nothing from elsewhere."""

from datetime import date
from html import escape
from importlib.resources import files
from string import Template
from zoneinfo import ZoneInfo

from slaapp.documents.month_seal import issue, standing
from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import exact, long_instant, short_instant
from slaapp.languages import ENGLISH, words_of
from slaapp.reports import period_words
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.tables import Cell, Length, Moment, Share, Table, tables
from slaapp.reports.texts import named, plain


def render_html(report: MonthlyReport) -> bytes:
    """Every figure of the report. What people typed is text, isolated from the words around it."""
    zone, english = zone_info(report.zone), words_of(ENGLISH)
    page = Template((files("resources") / "documents" / "month.html").read_text(encoding="utf-8"))
    total, found = report.total, tables(to_json(report))
    kept = f"{report.kept} of {report.decided_cells} goals kept" if total.decided else "nothing was decided"
    filled = page.substitute(
        title=escape(f"{named(report.customer, longest=90, otherwise='Customer')}, {period_words.name(report.days)}"),
        kind=_text(f"{period_words.title(report.days)} · {standing(report, english)}"),
        customer=_text(report.customer),
        period=_text(period_words.name(report.days)),
        desk=_text(report.desk.name),
        share=_text(f"{total.shown()} %" if total.decided else "No data"),
        verdict=_text(kept),
        issue=_text(f"Made {long_instant(report.made_at, zone)} ({report.zone}) · {issue(report, english)}"),
        contents="".join(_entry(table) for table in found),
        sections="".join(_section(table, zone) for table in found),
    )
    return filled.encode("utf-8", "replace")


def _entry(table: Table) -> str:
    return f'<li><a href="#{escape(table.name)}">{_text(table.title)}</a></li>'


def _section(table: Table, zone: ZoneInfo) -> str:
    head = "".join(f'<th scope="col">{_text(title)}</th>' for title in table.columns)
    rows = "".join(f"<tr>{''.join(_cell(cell, zone) for cell in cells)}</tr>" for cells in table.rows)
    return (
        f'<section id="{escape(table.name)}"><h2>{_text(table.title)}</h2><div class="wide"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _cell(cell: Cell, zone: ZoneInfo) -> str:
    if isinstance(cell, str):
        return f"<td>{_text(cell)}</td>"
    return f'<td class="figure">{escape(_figure(cell, zone))}</td>'


def _figure(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return "–"
        case bool():
            return "yes" if cell else "no"
        case Length():
            return exact(cell.seconds)
        case Share():
            return f"{cell.tenths // 10}.{cell.tenths % 10} %"
        case Moment():
            return short_instant(cell.at, zone)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _text(words: str) -> str:
    return f"<bdi>{escape(plain(words))}</bdi>"
