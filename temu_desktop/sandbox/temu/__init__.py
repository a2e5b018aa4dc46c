"""A TEMU platform on a real socket: signatures, pages, states, limits and its own books.

Written from the platform's documented behaviour; strict where the platform is strict, so that a
client's mistake shows here and not at a merchant's.
"""
