"""A block's text: merge fields filled in, and Markdown turned into letter nodes."""
