"""The parts of `kg.clean`: texts that know where they came from, and what is not of an article's text."""
