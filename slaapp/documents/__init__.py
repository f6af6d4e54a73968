"""The month and other documents: set with Typst as tagged PDF, shown and printed from that very PDF."""
