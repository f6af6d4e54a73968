"""The desk at a glance: the same blocks in the window at half size and on the wallboard (06 of the design)."""
