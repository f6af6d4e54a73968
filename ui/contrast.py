"""How well one colour can be read on another (WCAG 2.1)."""

from typing import Protocol


class Colour(Protocol):
    """Of the window's colours what is asked here: each part from 0 to 1."""

    def redF(self) -> float: ...
    def greenF(self) -> float: ...
    def blueF(self) -> float: ...


READABLE = 7.0
"""The contrast that words have on their ground where much of it is asked for (1.4.6)."""


def contrast(one: Colour, other: Colour) -> float:
    """1 for the same, 21 for black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Colour) -> float:
    """0 black to 1 white."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts(colour))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def parts(colour: Colour) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return colour.redF(), colour.greenF(), colour.blueF()
