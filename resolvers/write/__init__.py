"""The one way to write: authorised, locked, and committed whole."""
