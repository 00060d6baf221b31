"""The workspace and its blocks: where they lie, what each is called, what names what."""
