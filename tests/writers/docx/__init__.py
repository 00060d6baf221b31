"""Tests of the PDF, module by module."""
