"""Tests of the campaign room: rendering, watching, finalizing."""
