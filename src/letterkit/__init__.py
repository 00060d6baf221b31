"""letterkit drafts the joint letters of human-rights coalitions from blocks kept in git."""

__version__ = "0.1.0"
