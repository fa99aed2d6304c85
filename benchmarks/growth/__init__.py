"""What lists, counts and searches cost as an account grows."""
