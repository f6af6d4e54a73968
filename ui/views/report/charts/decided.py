"""What is to be done: actions with who sees to them and by when, and the decisions that are asked for."""

from slaapp.documents.month_sections import asked
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from ui.views.report.charts.leads import ToTicket, said, the_tickets
from ui.views.report.charts.report_chart import Told, printed
from ui.widgets.charts.lines import Column, Line
from ui.widgets.charts.mark import Mark
from ui.wording import say

_CELLS = ("number", "text", "owner", "due", "state")


def actions(report: MonthlyReport) -> Told:
    rows, words = printed(report, Section.ACTIONS)["rows"], report.words
    columns = (
        Column(words("section.actions.number")),
        Column(words("section.actions.what"), wide=True),
        Column(words("section.actions.owner"), yields=2),
        Column(words("section.actions.due"), right=True, strong=True),
        Column(words("section.actions.state"), yields=1),
    )
    lines = []
    for action, row in zip(report.actions, rows, strict=True):
        facts = (row["owner"], say("by {day}", day=row["due"]), row["state"])
        leads = None if action.ticket is None else ToTicket(action.ticket)
        mark = Mark(f"{row['number']} {row['text']}", said(facts), leads, the_tickets(1))
        lines.append(Line([row[name] for name in _CELLS], mark))
    return Told(columns, lines, "" if lines else words("section.actions.nothing"))


def wishes(report: MonthlyReport) -> Told:
    told = asked(report)["rows"]
    return Told((Column("", wide=True),), [Line([words], Mark(words, ())) for words in told])
