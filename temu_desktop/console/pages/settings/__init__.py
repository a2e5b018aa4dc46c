"""The settings page: everything an operator may change, a section each."""
