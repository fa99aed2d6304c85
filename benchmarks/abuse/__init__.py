"""Floods against a real service, and what other people notice of them."""
