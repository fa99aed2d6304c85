"""What the filters of lists compare, as conditions on rows."""
