"""The report's charts on the screen, each drawn from the figures that the page is set from."""
