"""How it is served: protocols, settings, the command line, and the demo."""
