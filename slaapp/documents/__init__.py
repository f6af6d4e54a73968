"""Documents: a report or a sheet set as a tagged PDF, its pages as pictures, and the way to a printer."""

from slaapp.documents.month import file_name, render_month
from slaapp.documents.month_cover import Cover
from slaapp.documents.pages import PageImage, Pages
from slaapp.documents.review import render_review
from slaapp.documents.sheet import Column, Sheet, Table, render_sheet
from slaapp.documents.why_sheet import render_why_sheets

__all__ = [
    "Column",
    "Cover",
    "PageImage",
    "Pages",
    "Sheet",
    "Table",
    "file_name",
    "render_month",
    "render_review",
    "render_sheet",
    "render_why_sheets",
]
