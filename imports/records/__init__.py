"""How rows of each kind become records, one file a kind."""
