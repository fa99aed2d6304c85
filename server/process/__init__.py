"""How the process starts, runs and stops."""
