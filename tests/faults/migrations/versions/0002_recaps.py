"""The program's own second form."""

from importlib import import_module

revision = "0002"
down_revision = "0001"

upgrade = import_module("slaapp.storage.migrations.versions.0002_recaps").upgrade
