"""Records of others: Parquet files out and in, judgements one JSON object a line."""

from dateline.record.exchange.incoming import import_parquet
from dateline.record.exchange.outgoing import export_parquet
from dateline.record.exchange.trail import import_judgements, judgements_lines

__all__ = ["export_parquet", "import_judgements", "import_parquet", "judgements_lines"]
