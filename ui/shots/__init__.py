"""Every screen of the window as a picture, posed over the demo desk."""
