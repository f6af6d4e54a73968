"""Rows in, values out; the only folder that knows SQL."""
