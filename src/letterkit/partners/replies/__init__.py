"""The page on which a partner reads, comments and answers, and the reply that comes back from it.

`page` writes it, `reply` and `mail_form` read what it saved or mailed, `receiving` makes of that what a
Word file of hers would have come to, and enters her answer. A reply is anybody's: it is checked, and
nothing of the letter changes by it.
"""
