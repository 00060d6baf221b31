"""Documents as each writer prints them."""
