"""Words that several pages and the frame share, in the language of now."""
