"""Problems: what they look like, in what order they come, how they are printed."""
