"""The review as lines of words (T)."""

from collections.abc import Iterator

from slaapp.domain.achievable import SHARES
from slaapp.reports import review_words
from slaapp.reports.review_data import Gap, Review
from ui import wording
from ui.views.dashboard.table import Line, OverviewTable
from ui.views.hours.day_heads import NAMES
from ui.widgets.runs import one_line
from ui.wording import say


def lines(review: Review) -> Iterator[Line]:
    for gap in review.gaps:
        metric, severity, agreed, achieved, _, *within = review_words.gap_cells(gap)
        could = [f"{share} %:\u00a0{words}" for share, words in zip(SHARES, within, strict=True)]
        wished = say("asked for {length}", length=review_words.wished(gap)) if gap.wished is not None else ""
        how = wording.joined(agreed, achieved, _cases(gap), *could, wished, review_words.kept_as_wished(gap))
        yield say("Targets"), f"{metric}, {severity}", how
    for metric, severity, *cells in review_words.cushion_rows(review):
        heads = review_words.cushion_head()[2:]
        told = [f"{say(head)}: {cell}" for head, cell in zip(heads, cells, strict=True)]
        yield say("Margin"), f"{metric}, {severity}", wording.joined(*told)
    arrivals = review.arrivals
    for day, name in enumerate(NAMES):
        for hour in range(24):
            count, outside = arrivals.counts[day][hour], arrivals.outside[day][hour]
            if count:
                told = [wording.tickets(count), say("{count} while closed", count=outside) if outside else ""]
                yield say("Hours"), f"{say(name)} {hour:02}\u2013{hour + 1:02}", wording.joined(*told)
    for words in review_words.longer_lines(review):
        yield say("Hours"), say("With {opened} open, too", opened=review.opened), words
    for month, *cells in review_words.drift_rows(review):
        told = [f"{say(head)} {cell}" for head, cell in zip(review_words.drift_head(review)[1:], cells, strict=True)]
        yield say("Severities"), month, wording.joined(*told)
    for supplier, severity, *cells in review_words.supplier_rows(review):
        told = [f"{say(head)} {cell}" for head, cell in zip(review_words.supplier_head()[2:], cells, strict=True)]
        yield say("Suppliers"), f"{one_line(supplier)}, {severity}", wording.joined(*told)
    for held in review.decisions:
        told = [review_words.decision(held, review), review_words.outcome(held, review)]
        yield say("Decisions"), f"{held.number}. {one_line(held.text)}", one_line(wording.joined(*told))


def _cases(gap: Gap) -> str:
    count = say("1 case") if gap.cases == 1 else say("{count} cases", count=f"{gap.cases:,}")
    return say("{cases}, few", cases=count) if gap.few else count


class ReviewTable(OverviewTable):
    FIRST, SECOND = 120, 230

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Review as a table"))
