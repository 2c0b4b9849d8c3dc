-- What a document says beside its events: offices, the order of events, details of occurrences.
-- `record` is the remark as it was made.
CREATE TABLE remark (
    coding TEXT NOT NULL REFERENCES coding (id),
    position INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (coding, position)
) WITHOUT ROWID;
