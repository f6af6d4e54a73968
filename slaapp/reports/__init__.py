"""A report is data: `build` gives a frozen value that is shown, printed and tested alike; no reading, no writing."""
