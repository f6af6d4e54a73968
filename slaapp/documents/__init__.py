"""Documents: a report set as a tagged PDF, its pages as pictures, and the way to a printer."""

from slaapp.documents.month import file_name, render_month
from slaapp.documents.pages import PageImage, Pages

__all__ = ["PageImage", "Pages", "file_name", "render_month"]
