"""Stand-ins for the two neighbours, TEMU and JTL-Wawi: demo, tests and rehearsals run on them.

They play the other side on purpose: own signature check, own XML reader, own table definitions.
The program under test meets them over a socket and a database only.
"""
