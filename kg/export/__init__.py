"""The graph as files, one module for each format: `write(graph, path)`."""
