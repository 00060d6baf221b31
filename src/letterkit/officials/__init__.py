"""Who holds which office, from public data: what a file says, and what that changes in the library.

A file is read into `Term`s, whatever its form; those of an office are compared with the holders in its
block; what differs becomes edits. What a file does not say is not guessed: it is said, and left.
"""
