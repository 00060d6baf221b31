"""What goes out: prepared, sent once, recorded."""
