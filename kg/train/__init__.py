"""Training of the tagger that the package ships: `python -m kg.train DATA OUT` (`make model`). Not used when building graphs."""
