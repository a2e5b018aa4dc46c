"""Sentences of headless mode, one file per language."""
