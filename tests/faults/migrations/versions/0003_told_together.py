"""The program's own third form."""

from importlib import import_module

revision = "0003"
down_revision = "0002"

upgrade = import_module("slaapp.storage.migrations.versions.0003_told_together").upgrade
