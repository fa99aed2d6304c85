"""What happens to custom fields, and to what records have in them."""
