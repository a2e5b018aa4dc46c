"""The flight recorder: what was read, decided, sent and answered, per order and per SKU."""
