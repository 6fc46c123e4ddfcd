-- Puts in the place of what a finding said what an erasure left of it. Its link stays: verify() knows the row by erasure_finding.
-- $1 city        text
-- $2 run         text
-- $3 finding_no  bigint
-- $4 detail      text
UPDATE finding
SET detail = $4
WHERE city = $1 AND run = $2 AND finding_no = $3
