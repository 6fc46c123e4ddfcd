-- Says that a vintage's rows are here; in the transaction that writes them.
-- $1 city         text
-- $2 vintage_no   integer
-- $3 vintage      text     e.g. 2020-10-05.1
-- $4 segment_sha  text     SHA-256 of the segment's file
INSERT INTO applied VALUES ($1, $2, $3, $4)
