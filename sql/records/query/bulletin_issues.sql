-- All bulletins issued, oldest first.
-- $1 city  text
SELECT bulletin, territory, period, language, issue_no, vintage_no, digest
FROM bulletin_issue
WHERE city = $1
ORDER BY link_no
