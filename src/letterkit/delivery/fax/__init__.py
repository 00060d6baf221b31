"""A fax: its pages as dots, the TIFF of a fax server, how it arrives, and what is lost on the way."""
