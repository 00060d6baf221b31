"""What differs from language to language: phrases, dates, lists, numbers, typography."""
