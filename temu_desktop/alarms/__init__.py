"""Alarms: what needs a person leaves the building by mail, webhook and silence (decision 30)."""
