"""The store's tables, as queries name them. The migrations create them; a test compares the two."""

import sqlalchemy as sa

APPLICATION_ID = 0x534C4144
"""`SLAD` in the file's header: the file is one of ours."""
SCHEMA_VERSION = 1
"""`user_version` in the file's header: the number of the last migration."""

metadata = sa.MetaData()


def _columns(texts: str = "", numbers: str = "", blobs: str = "") -> list[sa.Column[object]]:
    return [
        sa.Column(name, kind)
        for names, kind in ((texts, sa.Text), (numbers, sa.Integer), (blobs, sa.LargeBinary))
        for name in names.split()
    ]


meta = sa.Table("meta", metadata, *_columns("key value"))
events = sa.Table(
    "events",
    metadata,
    *_columns("replica ticket kind by zone clock_quality body", "seq occurred_at recorded_at", "hash"),
)
event_texts = sa.Table("event_texts", metadata, *_columns("replica texts", "seq", "salt"))
records = sa.Table(
    "records",
    metadata,
    *_columns("replica kind id name owner by digest body", "seq version recorded_at", "hash salt"),
)
tickets = sa.Table(
    "tickets",
    metadata,
    *_columns(
        "id subject customer contact service assignee team status left_as merged_into agreement source source_key "
        "occurrence",
        "number severity until received_at updated_at resolved_at seen open agreement_version attachments planned_at "
        "still due late_from turns_at",
    ),
)
clocks = sa.Table(
    "clocks",
    metadata,
    *_columns(
        "ticket tier metric excluded merged_into phases",
        "cycle started_at ended_at breached_at decided_at judged measured waived after_window",
    ),
)
