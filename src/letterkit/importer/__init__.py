"""The text of an old letter → its reading: every line with its role → the parts of a letter.

`sources` takes a file: `readers` make lines of it, `paragraphs` puts them together, `guess` gives each a
role; `documents` makes parts of a reading. What cannot be read is a diagnostic; what is not understood is
kept, and said to be so.
"""
