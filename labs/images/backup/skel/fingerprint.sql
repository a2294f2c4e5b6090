-- Rows and checksum of each table, up to one order:  psql … -v upto=NUMBER -f fingerprint.sql
SELECT 'customers' AS "table", count(*) AS rows, md5(string_agg(t::text, '|' ORDER BY id)) AS checksum FROM customers t
UNION ALL
SELECT 'records', count(*), md5(string_agg(t::text, '|' ORDER BY id)) FROM records t
UNION ALL
SELECT 'orders', count(*), md5(string_agg(t::text, '|' ORDER BY id)) FROM orders t WHERE id <= :upto
UNION ALL
SELECT 'order_lines', count(*), md5(string_agg(t::text, '|' ORDER BY order_id, line)) FROM order_lines t WHERE order_id <= :upto;
