"""The first run: five questions to a new desk; nothing is written before the last is answered (11 of the design)."""
