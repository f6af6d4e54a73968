"""Lists of the window as Qt models over plain Python lists: no rule, no query, no timer in them."""
