"""The operator console: Qt widgets on a qasync loop, over the core."""
