"""The way to TEMU's open platform: client, typed facades, readers of its answers, archive."""
