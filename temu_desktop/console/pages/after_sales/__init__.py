"""The after-sales page."""
