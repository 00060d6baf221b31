"""The command line: its pages, its schemas, its start."""
