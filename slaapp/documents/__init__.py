"""Documents: a report or a ledger set as a tagged PDF, its pages as pictures, and the way to a printer."""

from slaapp.documents.ledger import LedgerSheet, render_ledger
from slaapp.documents.month import file_name, render_month
from slaapp.documents.pages import PageImage, Pages

__all__ = ["LedgerSheet", "PageImage", "Pages", "file_name", "render_ledger", "render_month"]
