-- Runs of methods, oldest first.
-- $1 city  text
SELECT run_no, run, ran_on, record, given, answer, refused, erasures
FROM method_run
WHERE city = $1
ORDER BY run_no
