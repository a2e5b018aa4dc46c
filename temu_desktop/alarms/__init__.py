"""Alarms leave the building: an outbox, its channels, and a sign of life."""
