"""The pieces of the ticket page."""
