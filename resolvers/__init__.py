"""What happens: every write goes through one door, resolvers/change.py."""
