-- The bulletins that printed a check code, oldest first.
-- $1 city  text
-- $2 code  text  as printed, e.g. 7K2M-9QXA
SELECT code, bulletin, territory, period, language, vintage_no, issued_on
FROM bulletin_code
WHERE city = $1 AND code = $2
ORDER BY link_no
