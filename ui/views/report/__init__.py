"""The pieces of the report page."""
