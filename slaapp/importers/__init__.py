"""Other systems' files read into what happened to their tickets; one module a format, nothing stored."""
