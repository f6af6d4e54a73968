"""What a person at the desk can do: one method, one transaction."""
