"""A letter as it is worked on: begun, rendered, compared, finalized."""
