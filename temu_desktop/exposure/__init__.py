"""Exposure: how long a change waited until the other side had it (workflows.md)."""
