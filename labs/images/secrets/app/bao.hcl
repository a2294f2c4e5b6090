# OpenBao of Sillon. In this lab it speaks plain HTTP; anywhere else it speaks TLS.
ui           = true
api_addr     = "http://bao:8200"
cluster_addr = "http://127.0.0.1:8201"

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true
}

storage "raft" {
  path    = "/var/lib/openbao"
  node_id = "bao"
}

audit "file" "file" {
  description = "Who asked for what"
  options {
    file_path = "/var/log/openbao/audit.log"
    mode      = "0640"
  }
}

default_lease_ttl = "768h"
max_lease_ttl     = "43800h"
