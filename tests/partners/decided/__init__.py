"""Tests of what becomes of what partners sent."""
