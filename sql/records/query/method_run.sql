-- One run of a method, by its name; where it was answered otherwise at another time, the newest first.
-- $1 city  text
-- $2 run   text
SELECT run_no, run, ran_on, record, given, answer, refused, erasures
FROM method_run
WHERE city = $1 AND run = $2
ORDER BY run_no DESC NULLS LAST
