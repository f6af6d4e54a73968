"""The program's own first form."""

from importlib import import_module

revision = "0001"
down_revision = None

upgrade = import_module("slaapp.storage.migrations.versions.0001_first").upgrade
