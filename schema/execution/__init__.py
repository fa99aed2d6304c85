"""How an operation is prepared, executed and streamed."""
