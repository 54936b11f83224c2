"""Extraction on Apache Spark (the extra zhengtu[spark], and a Java runtime): the same pure function, an article a row, on many machines.

Articles go out in waves and come back packed (`kg.pack`) in their order, so that all else is as with the local engine, its cache too.
What a machine had in hand that was lost, Spark gives to another. How a cluster gets the package: docs/scale.md.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.optional import need
from kg.records import Document, Skipped

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

WAVE = 8000      # articles that are out at a time; what they yield is held here until all are back
TASK = 50        # articles of a task: some seconds of work, which is what a lost machine costs
SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(TASK),      # a batch becomes a partition
    "spark.driver.maxResultSize": "0",                              # the wave is the limit
    "spark.ui.showConsoleProgress": "false",
}
SCHEMA = "data binary, path string, reason string"
FAILED = "Spark could not do the work ({}); is the cluster there, and have its machines Java and this version of the package?"


def extract_all(documents: list[Document], model: str | None, master: str | None) -> Iterator[bytes | Skipped]:
    """What each of `documents` yields, packed, in their order.

    `master`: URL of the cluster; None: what spark-submit or Spark's configuration says, else all cores of this machine.
    Raises ImportError where PySpark is missing, OSError with a sentence where Spark fails.
    """
    sql, pa = need("pyspark.sql", "spark"), need("pyarrow", "spark")
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _work(batches, model)

    try:
        spark = _session(sql.SparkSession, master)
        for start in range(0, len(documents), WAVE):
            table = pa.table({"document": pa.array(map(_bytes, documents[start:start + WAVE]), pa.binary())})
            found = spark.createDataFrame(table).mapInArrow(work, SCHEMA).toArrow()
            for data, path, reason in zip(*(column.to_pylist() for column in found.columns)):
                yield Skipped(path, reason) if data is None else data
    except (PySparkException, Py4JError) as error:
        raise OSError(FAILED.format(str(error).strip().splitlines()[0])) from error


def _session(of: type[SparkSession], master: str | None) -> SparkSession:
    builder = of.builder.appName("zhengtu")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return (builder.master(master) if master else builder).getOrCreate()


def _bytes(document: Document) -> bytes:
    return json.dumps(asdict(document), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _document(data: bytes) -> Document:
    found = json.loads(data.decode("utf-8", "surrogatepass"))
    return Document(**found | {"pages": tuple(found["pages"]), "passages": tuple(map(tuple, found["passages"]))})


@lru_cache(maxsize=1)
def _pipeline(model: str | None):
    from kg.recognise.pipeline import make_pipeline

    return make_pipeline(model)      # once a process, which Spark uses again


def _work(batches: Iterable[pa.RecordBatch], model: str | None) -> Iterator[pa.RecordBatch]:
    """On a machine of the cluster: articles → what they yield."""
    import pyarrow as pa

    from kg.pipeline import try_to_extract

    for batch in batches:
        found = [try_to_extract(_pipeline(model), _document(data)) for data in batch.column(0).to_pylist()]
        yield pa.RecordBatch.from_arrays([
            pa.array([x if isinstance(x, bytes) else None for x in found], pa.binary()),
            *(pa.array([getattr(x, name, None) for x in found], pa.string()) for name in ("path", "reason"))], ["data", "path", "reason"])
