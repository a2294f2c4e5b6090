# Scrapes the exporter's own metrics: it is up, and nobody has opened the page.
set -eu
cd ~/monitoring
cat > blackbox/blackbox.yml <<'YML'
modules:
  door_is_open:
    prober: tcp
    timeout: 3s
  pay_page:
    prober: http
    timeout: 3s
    http:
      fail_if_body_not_matches_regexp: ["Pay now"]
YML
cat > prometheus/prometheus.yml <<'YML'
global:
  scrape_interval: 2s
  evaluation_interval: 2s

rule_files:
  - rules/*.yml

scrape_configs:
  - job_name: checkout
    static_configs:
      - targets: [checkout:8080]

  - job_name: outside
    static_configs:
      - targets: [blackbox:9115]
YML
promtool check config prometheus/prometheus.yml
curl -sSf -m 10 -X POST http://blackbox:9115/-/reload
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
sleep 7
