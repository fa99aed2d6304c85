"""What happens: every write goes through one door, resolvers/write/transaction.py."""
