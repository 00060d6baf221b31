"""The structure of a PDF: what its pages say, for those who listen and for programs that read.

`structure_of` takes it from laid-out pages, `with_marks` lets them be painted with its marks, and
`write_structure` writes it once they are. It spans all pages; nothing of the pages moves.
"""

from letterkit.writers.pdf.tags.outline import line_outline, outline, with_outline
from letterkit.writers.pdf.tags.painting import with_marks
from letterkit.writers.pdf.tags.reading import structure_of
from letterkit.writers.pdf.tags.writing import write_structure

__all__ = [
    "line_outline",
    "outline",
    "structure_of",
    "with_marks",
    "with_outline",
    "write_structure",
]
