-- The texts of code lists that were imported for a city, oldest first.
-- $1 city  text
SELECT import_no, list, kind, file_name, digest, source, author, imported_on, said
FROM code_texts
WHERE city = $1
ORDER BY import_no
