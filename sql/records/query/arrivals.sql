-- The days told of deliveries that came on another day than that of their vintage.
-- $1 city  text
SELECT delivery, arrived_on
FROM arrival
WHERE city = $1
ORDER BY link_no
