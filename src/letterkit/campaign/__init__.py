"""A campaign from its beginning to its end: begun, rendered, compared, watched, finalized."""
