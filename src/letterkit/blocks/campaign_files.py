"""What a campaign's folder holds besides its documents and blocks, by name.

The models of these files are built where there are such files: most letters have none.
"""

APPROVALS = "approvals"
"""The folder that keeps what each signatory said to the letter."""
ROUNDS = "rounds"
"""The folder that keeps the drafts that went round, each in a folder named by its number."""
RECEIVED = "received"
"""The folder that keeps what came back, and what was decided about it."""
CONSENT_FILE = "consent.yaml"
"""The file of what may be named in spite of a person's file."""
