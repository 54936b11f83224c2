"""A local SPARQL endpoint over a Turtle file, with pages for people: see `kg.serve.server`."""
