"""Agreements: the list, the editor with its tabs, the versions (07 of the design)."""
