"""Two letters compared, and how a redline is read, printed and made."""
