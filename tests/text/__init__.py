"""A block's text: its merge fields, and Markdown."""
