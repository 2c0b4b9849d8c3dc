-- What analysts decided on which events tell one occurrence, in the order in which they did.
-- `after_log` is the last row of the log before; a build replays what was decided before it began.
CREATE TABLE decision (
    sequence INTEGER PRIMARY KEY,
    after_log INTEGER NOT NULL,
    record TEXT NOT NULL,
    at TEXT NOT NULL
);
