"""Mentions → entities: first within each document, then across all of them."""
from kg.resolve.across import join, resolve
from kg.resolve.local import Local, local

__all__ = ["Local", "join", "local", "resolve"]
