"""The workspace: what there is in it, and what names what."""
