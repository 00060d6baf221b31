"""The rounds of a campaign: what went to those who decide on the letter, kept as it was sent.

`record` has who got what, `texts` the words that went out, from which a later answer is understood though
the files of the workspace have changed since, or were never committed.
"""
