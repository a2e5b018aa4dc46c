"""Maintenance: what has served its time goes, and the embedded database is backed up."""
