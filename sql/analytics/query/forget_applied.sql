-- Says that nothing of a city is here any more.
-- $1 city  text
DELETE FROM applied WHERE city = $1
