-- What was refused of a city's deliveries, oldest first.
-- $1 city  text
SELECT refusal_no, delivery, source, file_name, bytes, refused_on, reason
FROM refusal
WHERE city = $1
ORDER BY refusal_no
