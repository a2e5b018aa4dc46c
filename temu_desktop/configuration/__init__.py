"""What may be changed about settings, where it is kept, and trying it out before that."""
