"""Document → PDF: laid out, described, marked, and read again."""
