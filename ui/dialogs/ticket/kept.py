"""What forms keep of what was put into them, as plain data."""

CHOICE = "choice"
"""Where a form keeps what was chosen in it: a choice alone is nothing that was typed."""
