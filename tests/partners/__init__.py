"""Tests of what partners send back, and of who agreed to what."""
