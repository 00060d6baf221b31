"""The organisations that decide on a letter's words: what they send back, and who agreed to which text.

Nothing here is sent, and nothing that a partner says changes a letter by itself.
"""
