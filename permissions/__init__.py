"""Who may: a rule is written once, as words and a row condition."""
