"""The reports of all customers as one document."""

from slaapp.documents.month import customer_of, desk_of
from slaapp.documents.pdf_joined import Joined
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant
from slaapp.languages import shared, words_of
from slaapp.reports import period_words
from slaapp.reports.month_report import MonthlyReport


class MonthsJoined:
    """Each stands in it as when it is printed by itself, below a bookmark that is called like its customer."""

    def __init__(self) -> None:
        self._joined = Joined()
        self._languages: set[str] = set()
        self._desk = ""

    def add(self, report: MonthlyReport, pdf: bytes) -> None:
        self._joined.add(pdf, name=customer_of(report), language=report.words.code)
        self._languages.add(report.words.code)
        self._desk = desk_of(report)

    def end(self, period: Period, made_at: Instant) -> tuple[str, bytes]:
        """Its title, in the language that the reports share, and the PDF."""
        words = words_of(shared(self._languages))
        days = period_words.name(period, words)
        title = words("report.of_every_customer", period=days)
        data = {
            "title": title,
            "author": self._desk,
            "keywords": [days],
            "made_on": made_on(made_at),
            "lang": words.code,
        }
        return title, self._joined.end(typeset(Job("joined.typ", data, "{}", made_at)))
