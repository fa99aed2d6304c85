"""What goes on: subscriptions listen first, then read what is there, then wait."""
