"""What those who decide on a joint letter's words send back, and what becomes of it."""
