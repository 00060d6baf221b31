"""Tables as people keep them, read into rows with their places, and written: CSV, Excel, vCard, YAML.

It knows what a cell is and nothing of what one means: no blocks, no keys. A cell is text; whoever asks
for more looks at it there. `read_table` is the one way in, `to_csv` the one way out.
"""

from letterkit.tables.delimited import to_csv
from letterkit.tables.reading import ENDINGS, read_table
from letterkit.tables.rows import DataTable, Row

__all__ = ["ENDINGS", "DataTable", "Row", "read_table", "to_csv"]
