-- Only when positions are asked for: where each incident that has a point happened, as
-- stored (1e-7 degrees) and in degrees.
CREATE TABLE place (
    incident_no bigint NOT NULL,
    source text NOT NULL,
    offence text NOT NULL,
    day date NOT NULL,
    hour smallint NOT NULL,
    known smallint NOT NULL,
    units integer NOT NULL,
    lon_e7 integer NOT NULL,
    lat_e7 integer NOT NULL,
    located smallint NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL
);

CREATE VIEW position AS
SELECT incident_no, lon_e7 / 1e7 AS lon, lat_e7 / 1e7 AS lat, located
FROM place;
