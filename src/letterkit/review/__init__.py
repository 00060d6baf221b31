"""The page on which people look at a draft: the letter as it prints, and where it comes from."""
