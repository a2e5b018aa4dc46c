"""Devices: phones that pair with a one-time code, machines with a key, and what each may do."""
