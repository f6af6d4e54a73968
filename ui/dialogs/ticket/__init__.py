"""The forms that ask for one act on a ticket."""
