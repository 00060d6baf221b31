"""Tables as people keep them, in and out."""
