"""What is true about tickets and agreements; the standard library only."""
