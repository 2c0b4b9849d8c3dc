-- Events to which analysts gave another code or date, as the run that replayed their decisions
-- has them. What was coded stays in `coded_event`.
CREATE TABLE amended_event (
    run TEXT NOT NULL REFERENCES run (id),
    id TEXT NOT NULL,
    date_earliest TEXT,
    date_latest TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (run, id)
) WITHOUT ROWID;

CREATE VIEW current_event AS
SELECT coded_event.id, coding.document, coding.coder, coded_event.position,
    CASE WHEN amended_event.id IS NULL
        THEN coded_event.date_earliest ELSE amended_event.date_earliest END AS date_earliest,
    CASE WHEN amended_event.id IS NULL
        THEN coded_event.date_latest ELSE amended_event.date_latest END AS date_latest,
    coalesce(amended_event.record, coded_event.record) AS record,
    coding.record AS document_record
FROM run_document
JOIN coding
    ON coding.id = run_document.coding AND coding.document = run_document.document
JOIN coded_event ON coded_event.coding = coding.id
LEFT JOIN amended_event
    ON amended_event.run = run_document.run AND amended_event.id = coded_event.id
WHERE run_document.run = (SELECT id FROM current_run);
