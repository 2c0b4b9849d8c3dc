-- What is worked out of a document when it is coded, kept because it takes long to unpack the
-- layers and work it out again: the quotations by whose words they are, the predictions (both
-- JSON), and the signature by which nearly the same texts are known (64-bit numbers, the lowest
-- byte first; none for a short text). A coding of an earlier schema has no row.
CREATE TABLE kept (
    coding TEXT PRIMARY KEY REFERENCES coding (id),
    quoted TEXT NOT NULL,
    forecasts TEXT NOT NULL,
    signature BLOB NOT NULL
);
