-- What each erasure put in the place of deliveries, oldest first.
-- $1 city  text
SELECT erasure, delivery, kept_before, twin, rows_blanked, cells_blanked
FROM erasure_delivery
WHERE city = $1
ORDER BY link_no
