"""A document made of its campaign: every part of it, and what stops it."""
