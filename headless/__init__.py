"""Headless mode: the core without a window, reached over HTTP and WebSocket (docs/API.md)."""
