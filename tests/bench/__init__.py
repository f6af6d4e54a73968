"""How fast, side by side with what bounds it: `python -m tests.bench [p01 …]`. Ratios, since absolute times move."""
