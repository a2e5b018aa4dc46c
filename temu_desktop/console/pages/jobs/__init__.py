"""The jobs page: what runs, what ran, and when it runs again."""
