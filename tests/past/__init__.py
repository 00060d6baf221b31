"""The workspace in git: its revisions, and the files as they were."""
