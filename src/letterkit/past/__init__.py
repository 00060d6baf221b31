"""The workspace as git keeps it: revisions, and the files as they were."""
