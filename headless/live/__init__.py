"""The WebSocket: who is connected, what they hear, and that nobody slows the others."""
