"""The settings: a list of pages beside the form of one. A page is added to the table in `pages.py`."""
