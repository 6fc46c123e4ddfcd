-- What each vintage up to one added to the cells of the months, in codes of `word`; who asks adds them up.
-- In no order: sorting took longer than all else.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first month wanted, its first day
-- $4 past_end    date     the month after the last wanted
SELECT source, offence, basis, month, area_2, area_3, area_4, delta, units
FROM month_cell
WHERE city = $1 AND vintage_no <= $2 AND month >= $3 AND month < $4
