"""Imported documents → proposals of blocks, and proposals that were read → the library.

`propose` makes the files of a proposal and sees that no word is lost, `intake` reads files and writes
proposals, `adopt` moves one into the library. What a letter does not say is left open.
"""
