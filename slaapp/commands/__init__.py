"""The commands of `slaapp`, one module a subject."""
