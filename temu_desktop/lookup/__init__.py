"""What a scanned or typed code means: an order, a line, a parcel, an article."""
