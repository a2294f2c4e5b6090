-- The roles of both servers. Only the drill server lets someone make databases.
CREATE ROLE shop LOGIN PASSWORD :'shop';
CREATE ROLE backup LOGIN PASSWORD :'backup';
GRANT pg_read_all_data TO backup;
CREATE ROLE checker LOGIN SUPERUSER PASSWORD :'checker';
SELECT :'role' = 'drill' AS is_drill \gset
\if :is_drill
CREATE ROLE drill LOGIN SUPERUSER PASSWORD :'drill';
\else
CREATE DATABASE shop OWNER shop;
\endif
