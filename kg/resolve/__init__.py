"""Mentions → entities: first within each document, then across all of them."""
from kg.resolve.across import resolve

__all__ = ["resolve"]
