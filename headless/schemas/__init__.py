"""What goes over the wire: strict models, not those of the domain."""
