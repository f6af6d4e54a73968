"""The page of business hours (08 of the design)."""
