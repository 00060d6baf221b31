"""What the importer makes of old letters, and how well."""
