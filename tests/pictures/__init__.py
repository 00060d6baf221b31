"""Pictures: what a letter can have, and what is refused."""
