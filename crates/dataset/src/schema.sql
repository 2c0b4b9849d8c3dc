-- The tables of a dataset, and the views that people read.
--
-- One truth: what was coded is stored once, as the JSON of the record it was coded as.
-- The views compute every readable column from that JSON, so a column can never disagree
-- with the record it came from. A table that is written by hand beside its record could.
--
-- Ids are written as on screen: D- document, E- event, I- incident, R- run, C- coder. Inside
-- the JSON they stand without the letter. All positions are UTF-8 bytes of the document's
-- text, from `start` up to but not including `end`.
--
-- Nothing here is ever changed or removed; triggers added on creation see to it.

-- Code, codebook and models that coded.
CREATE TABLE coder (
    id TEXT PRIMARY KEY,
    code_version TEXT NOT NULL,
    codebook TEXT NOT NULL,
    models TEXT NOT NULL
);

-- One execution: a coder, its inputs and its options. Its id is the digest of these.
CREATE TABLE run (
    id TEXT PRIMARY KEY,
    coder TEXT NOT NULL REFERENCES coder (id),
    options TEXT NOT NULL,
    inputs TEXT NOT NULL
);

-- When runs began and ended, by the clock. No other table knows the clock.
CREATE TABLE log (
    sequence INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES run (id),
    what TEXT NOT NULL CHECK (what IN ('started', 'finished')),
    at TEXT NOT NULL
);
CREATE INDEX log_what ON log (what, sequence);

-- The bytes each document was read from, compressed with zlib.
CREATE TABLE raw (
    document TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
);

-- One document as read and annotated by one coder. `record` is the document with its text;
-- `layers` are its annotation layers, JSON compressed with zlib.
CREATE TABLE coding (
    id TEXT PRIMARY KEY,
    coder TEXT NOT NULL REFERENCES coder (id),
    document TEXT NOT NULL REFERENCES raw (document),
    record TEXT NOT NULL,
    layers BLOB NOT NULL
);

-- Which codings a run covers.
CREATE TABLE run_document (
    run TEXT NOT NULL REFERENCES run (id),
    document TEXT NOT NULL,
    coding TEXT NOT NULL REFERENCES coding (id),
    PRIMARY KEY (run, document)
) WITHOUT ROWID;

-- The first and last day of the date are what SQL cannot work out of `record`.
CREATE TABLE coded_event (
    coding TEXT NOT NULL REFERENCES coding (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    date_earliest TEXT,
    date_latest TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (coding, id)
);
CREATE INDEX coded_event_id ON coded_event (id);

CREATE TABLE resolved_incident (
    run TEXT NOT NULL REFERENCES run (id),
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (run, id)
);

-- What is wrong with the data that was given: of a coding, or of a run as a whole.
CREATE TABLE found (
    coding TEXT REFERENCES coding (id),
    run TEXT REFERENCES run (id),
    position INTEGER NOT NULL,
    record TEXT NOT NULL,
    CHECK ((coding IS NULL) <> (run IS NULL))
);
CREATE INDEX found_coding ON found (coding);
CREATE INDEX found_run ON found (run);

-- From here on: views of the run that finished last.

CREATE VIEW current_run AS
SELECT id, coder, options, inputs FROM run
WHERE id = (SELECT run FROM log WHERE what = 'finished' ORDER BY sequence DESC LIMIT 1);

CREATE VIEW document AS
SELECT
    coding.document AS id,
    json_extract(coding.record, '$.path') AS path,
    json_extract(coding.record, '$.metadata.url.value') AS url,
    json_extract(coding.record, '$.metadata.url.basis') AS url_basis,
    json_extract(coding.record, '$.metadata.publisher.value') AS publisher,
    json_extract(coding.record, '$.metadata.publisher.basis') AS publisher_basis,
    json_extract(coding.record, '$.metadata.author.value') AS author,
    json_extract(coding.record, '$.metadata.author.basis') AS author_basis,
    json_extract(coding.record, '$.metadata.title.value') AS title,
    json_extract(coding.record, '$.metadata.title.basis') AS title_basis,
    json_extract(coding.record, '$.metadata.published.value') AS published_edtf,
    json_extract(coding.record, '$.metadata.published.basis') AS published_basis,
    json_extract(coding.record, '$.metadata.language.value') AS language,
    json_extract(coding.record, '$.metadata.language.basis') AS language_basis,
    json_extract(coding.record, '$.text_digest') AS text_digest,
    json_extract(coding.record, '$.text') AS text
FROM run_document JOIN coding ON coding.id = run_document.coding
WHERE run_document.run = (SELECT id FROM current_run);

-- `current_event`, of the events as the run has them, stands in `amended.sql`.

CREATE VIEW event AS
SELECT
    id,
    document,
    coder,
    json_extract(record, '$.rule') AS rule,
    json_extract(record, '$.event_type.value') AS type,
    json_extract(record, '$.mode.value') AS mode,
    json_extract(record, '$.cameo.value') AS cameo,
    json_extract(record, '$.lemma') AS lemma,
    json_extract(record, '$.trigger.start') AS trigger_start,
    json_extract(record, '$.trigger.end') AS trigger_end,
    json_extract(record, '$.sentence.start') AS sentence_start,
    json_extract(record, '$.sentence.end') AS sentence_end,
    -- Positions are bytes, so the text is cut as a blob.
    CAST(substr(
        CAST(json_extract(document_record, '$.text') AS BLOB),
        json_extract(record, '$.sentence.start') + 1,
        json_extract(record, '$.sentence.end') - json_extract(record, '$.sentence.start')
    ) AS TEXT) AS sentence,
    json_extract(record, '$.date.value') AS date_edtf,
    date_earliest,
    date_latest,
    json_extract(record, '$.date_basis') AS date_basis,
    json_extract(record, '$.place.value.words') AS place,
    json_extract(record, '$.place.value.country') AS place_country,
    json_extract(record, '$.claim.status.value') AS status,
    json_extract(record, '$.reservations') AS reservations
FROM current_event;

CREATE VIEW event_actor AS
SELECT current_event.id AS event, 'source_actor' AS role, item.key AS position,
    json_extract(item.value, '$.value.id') AS actor,
    json_extract(item.value, '$.value.kind') AS kind,
    json_extract(item.value, '$.value.country') AS country,
    json_extract(item.value, '$.value.sector') AS sector,
    json_extract(item.value, '$.value.label') AS label
FROM current_event, json_each(current_event.record, '$.source_actors') AS item
UNION ALL
SELECT current_event.id, 'target_actor', item.key,
    json_extract(item.value, '$.value.id'),
    json_extract(item.value, '$.value.kind'),
    json_extract(item.value, '$.value.country'),
    json_extract(item.value, '$.value.sector'),
    json_extract(item.value, '$.value.label')
FROM current_event, json_each(current_event.record, '$.target_actors') AS item;

CREATE VIEW event_context AS
SELECT current_event.id AS event, item.key AS position,
    json_extract(item.value, '$.value') AS context
FROM current_event, json_each(current_event.record, '$.contexts') AS item;

CREATE VIEW event_count AS
SELECT current_event.id AS event, item.key AS position,
    json_extract(item.value, '$.value.what') AS what,
    json_extract(item.value, '$.value.low') AS low,
    json_extract(item.value, '$.value.high') AS high,
    json_extract(item.value, '$.value.words') AS words
FROM current_event, json_each(current_event.record, '$.counts') AS item;

-- The chain of those who vouch for an event, the publisher at position 0. `speaker` is an
-- actor's id, the words that lead to no actor, or null for the publisher and for nobody named.
CREATE VIEW voice AS
SELECT current_event.id AS event, item.key AS position,
    CASE
        WHEN json_type(item.value, '$.speaker') = 'object'
        THEN (SELECT kind.key FROM json_each(item.value, '$.speaker') AS kind)
        ELSE json_extract(item.value, '$.speaker')
    END AS kind,
    coalesce(
        json_extract(item.value, '$.speaker.actor.id'),
        json_extract(item.value, '$.speaker.unresolved')
    ) AS speaker,
    json_extract(item.value, '$.speaker.actor.country') AS country,
    json_extract(item.value, '$.words.start') AS words_start,
    json_extract(item.value, '$.words.end') AS words_end,
    json_extract(item.value, '$.cue.start') AS cue_start,
    json_extract(item.value, '$.cue.end') AS cue_end,
    json_extract(item.value, '$.factuality.certainty') AS certainty,
    json_extract(item.value, '$.factuality.polarity') AS polarity
FROM current_event, json_each(current_event.record, '$.claim.voices') AS item;

-- Why each value is what it is. `kind` is text, entry, rule or metadata; `by` is the line of
-- the codebook, the rule or the field of the metadata.
CREATE VIEW event_basis AS
SELECT
    current_event.id AS event,
    -- A path is `$.cameo` or `$."source_actors"[0]`.
    CASE
        WHEN instr(node.path, '[') = 0 THEN replace(substr(node.path, 3), '"', '')
        ELSE replace(substr(node.path, 3, instr(node.path, '[') - 3), '"', '')
    END AS field,
    CASE
        WHEN instr(node.path, '[') > 0
        THEN CAST(substr(node.path, instr(node.path, '[') + 1) AS INTEGER)
    END AS position,
    (SELECT part.key FROM json_each(node.value) AS part) AS kind,
    coalesce(
        json_extract(node.value, '$.text.start'),
        json_extract(node.value, '$.entry[0].start'),
        json_extract(node.value, '$.rule[0].start')
    ) AS start,
    coalesce(
        json_extract(node.value, '$.text.end'),
        json_extract(node.value, '$.entry[0].end'),
        json_extract(node.value, '$.rule[0].end')
    ) AS end,
    coalesce(
        json_extract(node.value, '$.entry[1]'),
        json_extract(node.value, '$.rule[1]'),
        json_extract(node.value, '$.metadata')
    ) AS by
FROM current_event, json_tree(current_event.record) AS node
WHERE node.key = 'basis' AND node.type = 'object';

CREATE VIEW incident AS
SELECT id,
    (SELECT count(*) FROM json_each(record, '$.accounts')) AS documents,
    (SELECT sum(json_array_length(item.value, '$.events'))
        FROM json_each(record, '$.accounts') AS item) AS events
FROM resolved_incident WHERE run = (SELECT id FROM current_run);

CREATE VIEW account AS
SELECT resolved_incident.id AS incident,
    'D-' || json_extract(item.value, '$.document') AS document,
    'E-' || event.value AS event
FROM resolved_incident, json_each(resolved_incident.record, '$.accounts') AS item,
    json_each(item.value, '$.events') AS event
WHERE resolved_incident.run = (SELECT id FROM current_run);

CREATE VIEW link AS
SELECT resolved_incident.id AS incident,
    'E-' || json_extract(item.value, '$.events[0]') AS first_event,
    'E-' || json_extract(item.value, '$.events[1]') AS second_event,
    json_extract(item.value, '$.permille') AS permille,
    json_extract(item.value, '$.shared') AS shared
FROM resolved_incident, json_each(resolved_incident.record, '$.links') AS item
WHERE resolved_incident.run = (SELECT id FROM current_run);

CREATE VIEW finding AS
SELECT
    run_document.document,
    json_extract(found.record, '$.severity') AS severity,
    json_extract(found.record, '$.code') AS code,
    json_extract(found.record, '$.place.file') AS file,
    json_extract(found.record, '$.place.line') AS line,
    json_extract(found.record, '$.message') AS message,
    json_extract(found.record, '$.hint') AS hint
FROM found LEFT JOIN run_document
    ON run_document.coding = found.coding AND run_document.run = (SELECT id FROM current_run)
WHERE found.run = (SELECT id FROM current_run) OR run_document.run IS NOT NULL;
