-- The chain of a table now ends here.
-- $1 city        text
-- $2 table_name  text
-- $3 links       integer  how many rows it has
-- $4 head        text     link of the last
INSERT INTO chain VALUES ($1, $2, $3, $4)
ON CONFLICT (city, table_name) DO UPDATE SET links = excluded.links, head = excluded.head
