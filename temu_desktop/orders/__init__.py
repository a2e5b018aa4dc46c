"""Orders: from TEMU's list to JTL's inbox, and from JTL's parcels back to TEMU."""
