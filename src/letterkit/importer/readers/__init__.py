"""Files of old letters → lines of text, one reader a format."""
