"""Tests of the files that partners edited."""
