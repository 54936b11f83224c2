"""Clean text → mentions, as a spaCy pipeline of our own components."""
