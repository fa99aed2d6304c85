"""`python -m server` is `whose`."""

from server.cli import app

app(prog_name="whose")
