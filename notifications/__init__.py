"""Who is told: what happens, the table of whom it concerns, and their inboxes."""
