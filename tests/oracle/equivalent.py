"""Changes that make no difference to anybody, each with the reason."""

EQUIVALENT: dict[str, str] = {}
