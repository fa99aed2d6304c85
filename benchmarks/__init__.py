"""Whose beside SQL written by hand and the usual way, on one machine in one run."""
