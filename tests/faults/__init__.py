"""Kills, full disks, two writers: confirmed is kept, nothing is half done. In full: `python -m tests.faults`."""
