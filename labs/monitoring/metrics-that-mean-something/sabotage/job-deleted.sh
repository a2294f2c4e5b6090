# The strange job is removed: nothing is down any more, and web2 is not seen at all.
set -eu
cd ~/monitoring
cat > prometheus/prometheus.yml <<'YML'
global:
  scrape_interval: 5s
  evaluation_interval: 5s

rule_files:
  - rules/*.yml

scrape_configs:
  - job_name: node
    static_configs:
      - targets: [web1:9100, web2:9100]

  - job_name: shop
    static_configs:
      - targets: [web1:8080]
YML
promtool check config prometheus/prometheus.yml
curl -sSf -m 10 -X POST http://prometheus:9090/-/reload
sleep 6
