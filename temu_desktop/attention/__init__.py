"""Attention: the one list of what needs a person."""
