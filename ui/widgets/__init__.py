"""Parts that several screens share; each paints itself from the theme."""
