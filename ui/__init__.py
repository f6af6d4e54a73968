"""The window: adapts the engine to Qt and holds no rule."""

from ui.lean_imports import load_qt

load_qt()
