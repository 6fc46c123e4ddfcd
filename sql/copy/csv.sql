-- One table or view into one file; {0} its name, {1} the file.
COPY (SELECT * FROM {0}) TO '{1}' (FORMAT csv, HEADER true, DELIMITER ',')
