"""Read a Parquet file of dispatches with Spark: a folder of Parquet files of claims comes out.

    spark-submit docs/recipes/spark_claims.py DISPATCHES.parquet OUT_DIR

dateline has to be installed where the work is done. A partition is read by one process, which loads lexicon and parser once.
"""

import sys
from collections.abc import Iterable, Iterator

from pyarrow import RecordBatch
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from dateline.faces.engines import BatchReader, claims_schema


def read(batches: Iterable[RecordBatch]) -> Iterator[RecordBatch]:
    """Batches of dispatches to batches of claims."""
    reader = BatchReader()
    yield from map(reader, batches)


def claims(spark: SparkSession, source: str) -> DataFrame:
    """A row a claim, in the columns of claims.parquet."""
    return spark.read.parquet(source).mapInArrow(read, from_arrow_schema(claims_schema()))


if __name__ == "__main__":
    claims(SparkSession.builder.getOrCreate(), sys.argv[1]).write.parquet(sys.argv[2])
