"""A partner's file → what she did, by block, paragraph and word; nothing is left out, nothing changes.

Text is the truth, marks are evidence: the words that are left when everything is accepted are compared
with the words that were sent, and tracked changes tell who and when. So a file edited without tracking,
or one that lost its marks in another program, is read in the same way. The file is taken apart and
compared in a process of its own.
"""
