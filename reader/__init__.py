"""How a read runs: a selection becomes one SQL statement becomes the bytes of the answer."""
