"""The text of an old letter → the parts it is made of, each with its lines.

`reading` takes a file: `readers` make lines of it, `paragraphs` puts them together, `parse` finds the
letters and press releases in them. What cannot be read is a diagnostic; what is not understood is kept,
and said to be so.
"""
