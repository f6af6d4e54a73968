"""The program's forms, and one more."""
