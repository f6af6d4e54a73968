"""Make the report that is wanted, beside the window: gather its figures and set its pages."""

from slaapp.documents import render_month
from slaapp.documents.look import Look
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import Obstacle
from slaapp.reports.section import Section
from ui.background import Tell
from ui.views.report.choice import ReportChoice
from ui.views.report.made import Made


class Wish(Value, kw_only=True):
    """`held` is what was made before and is only to be set anew; None: its figures are gathered."""

    choice: ReportChoice
    now: Instant
    grey: bool
    paper: str
    sections: tuple[Section, ...] | None
    look: Look
    held: Made | None


class Document(Value):
    """A report, what stands in the way of closing it, its PDF, and whether that is in black and white."""

    report: MonthlyReport
    obstacles: tuple[Obstacle, ...]
    pdf: bytes
    grey: bool


def make(engine: Engine, wish: Wish, tell: Tell) -> Document:
    """`tell` hears how many tickets of how many were looked at. Raises Refusal where there is no such report, and
    TemplateRefusal where a template of one's own is broken."""
    choice, now = wish.choice, wish.now
    if wish.held is not None:
        report, obstacles = wish.held.report, wish.held.obstacles
    else:
        gather = engine.reporting.desk_edition if choice.internal else engine.reporting.report
        report = gather(choice.period, choice.scope, now=now, tell=tell)
        can_close = report.seal is None and choice.whole
        obstacles = engine.closing.in_the_way(report, choice.scope.customer, now=now) if can_close else ()
    pdf = render_month(report, black_and_white=wish.grey, paper=wish.paper, sections=wish.sections, look=wish.look)
    return Document(report, obstacles, pdf, wish.grey)
