"""What is open while the service runs: opened at its start, closed at its end."""
