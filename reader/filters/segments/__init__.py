"""Segments: rules on records that are kept as rows, and compiled like any other filter."""
