"""Two letters compared, and the way back to either."""
