"""The first start: access data, databases, a test of each, before there is a core."""
