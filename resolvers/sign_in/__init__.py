"""How passwords are tried: limited, in fair turns, on threads of their own."""
