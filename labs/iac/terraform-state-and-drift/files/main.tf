# What Sillon has at its hosting: names in the zone sillon.example (hosting_record),
# and sites of the front proxy (hosting_site), each handed to a web server.

resource "hosting_record" "www" {
  name  = "www"
  value = "203.0.113.10"
  ttl   = 300
}

# --- the shop in France

resource "hosting_record" "fr" {
  name  = "fr"
  value = "203.0.113.10"
  ttl   = 300
}

resource "hosting_site" "fr" {
  host    = "fr.sillon.example"
  server  = "web1"
  timeout = 5
}

# --- the shop in Germany

resource "hosting_record" "de" {
  name  = "de"
  value = "203.0.113.10"
  ttl   = 300
}

resource "hosting_site" "de" {
  host    = "de.sillon.example"
  server  = "web2"
  timeout = 5
}

# --- the shop in the Netherlands

resource "hosting_record" "nl" {
  name  = "nl"
  value = "203.0.113.10"
  ttl   = 300
}

resource "hosting_site" "nl" {
  host    = "nl.sillon.example"
  server  = "web1"
  timeout = 5
}

# --- the sale of this weekend

resource "hosting_record" "sale" {
  name  = "{{sale}}"
  value = "203.0.113.10"
  ttl   = 60
}

resource "hosting_site" "sale" {
  host    = "{{sale}}.sillon.example"
  server  = "web1"
  timeout = 5
}
