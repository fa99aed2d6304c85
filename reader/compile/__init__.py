"""From a selection to SQL."""
