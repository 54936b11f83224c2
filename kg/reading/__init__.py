"""What `kg.read` reads: one module for each kind of file, and `formats.py`, which knows them all."""
