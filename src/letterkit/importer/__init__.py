"""The text of an old letter → the parts it is made of, each with its lines.

`readers` make lines of a file, `paragraphs` puts them together, `parse` finds the letter in them. What
cannot be read is a diagnostic; what is not understood is kept, and said to be so.
"""
