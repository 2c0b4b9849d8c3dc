-- Where each passage stands: a line of the document's text, in UTF-8 bytes, half-open.
CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    coding TEXT NOT NULL REFERENCES coding (id),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX passage_coding ON passage (coding);

-- The words of the passages, for `chancery search`; row by row the same passages. The words
-- themselves are not stored again.
CREATE VIRTUAL TABLE passage_words
USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
