"""What happens, a module for each kind of record."""
