"""Inventory: TEMU's stock always equals what JTL can really deliver."""
