"""What can be chosen of the window's looks, with the words for it; the queue's options offer the same."""

from ui.theme import Scheme

SCHEMES = ((Scheme.SYSTEM, "As the system"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark"))
DENSITIES = (("auto", "By the window's height"), ("comfortable", "Comfortable"), ("compact", "Compact"))
