"""What the program carries with it: document templates, the demo desk."""
