"""Tests of what partners send back: one folder a way in."""
