"""The window: adapts the engine to Qt and holds no rule."""
