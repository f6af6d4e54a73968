"""Forms that lie over a page and are asked for one thing."""
