"""The graph as four Parquet tables, for pandas, Polars, DuckDB, Spark and R (pyarrow, of the extra zhengtu[parquet],
writes them)."""

from __future__ import annotations

import os
from pathlib import Path

from kg import dataframes
from kg.graph import Graph
from kg.optional import need


def write(graph: Graph, folder: str | os.PathLike[str]) -> None:
    """Write documents, entities, claims (facts or not: `modality`) and mentions, each .parquet, into `folder`, made if
    it is not there.

    Raises OSError, and ImportError where pyarrow or pandas is missing.
    """
    need("pyarrow", "parquet")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "documents": dataframes.documents(graph),
        "entities": dataframes.entities(graph).reset_index(),
        "claims": dataframes.claims(graph, True).reset_index(),
        "mentions": dataframes.mentions(graph),
    }
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", engine="pyarrow", index=False)
