#!/usr/bin/env python3
# The new key is in OpenBao, and the role `shop` may read exactly it.
# Tells, where it applies: ::set field= ::set path= ::set policy= ::set rights= ::set fields=
import sys

sys.path.insert(0, "/opt/checker")
from labcheck import DEAD, LIVE, PATH, TEST, bao, lookup, no, stored

status, fields = stored()
if status not in (200, 403, 404):
    no(30)
if status != 200 or not fields:
    no(31)
if "key" not in fields:
    no(32, fields=", ".join(sorted(fields)))
key = str(fields["key"])
known = lookup(key.strip())
if known is None:
    no(39)
if key.strip() in (LIVE, DEAD, TEST):
    no(33)
if known.get("state") != "active" or known.get("mode") != "live":
    no(34 if not known else 33)
if key != key.strip():
    no(40)

status, role = bao("auth/approle/role/shop")
if status == 404:
    no(35)
if status != 200:
    no(30)
policies = role["data"].get("token_policies") or role["data"].get("policies") or []
# A batch token is stored nowhere: it only carries the policies that the role would give.
status, made = bao("auth/token/create", "POST", {"policies": policies or ["default"], "type": "batch", "ttl": "60s", "display_name": "check",
                                                 "no_default_policy": bool(role["data"].get("token_no_default_policy"))})
if status != 200:
    no(37 if "root" in policies else 30, path="everything", policy="root")
token = made["auth"]["client_token"]
OTHERS = ("secret/data/shop/smtp", "secret/data/shop/search", "secret/data/shop/payment2", "secret/data/shop/payment/old", "secret/data/finance/bank",
          "secret/data/zz", "secret/metadata/shop/smtp", "secret/metadata/finance/bank", "auth/approle/role/reports/secret-id", "sys/policies/acl/junior",
          "sys/raw/x", "auth/token/create")
status, answer = bao("sys/capabilities", "POST", {"token": token, "paths": [PATH, *OTHERS]})
if status != 200:
    no(30)
said = answer.get("data") or answer
mine = set(said.get(PATH) or [])
for path in OTHERS:
    rights = set(said.get(path) or []) - {"deny"}
    if rights:
        no(37, path=path, policy=", ".join(policies))
if not mine & {"read", "root"}:
    no(36, policy=", ".join(policies) or "none")
if mine - {"read"}:
    no(38, rights=", ".join(sorted(mine - {"read"})))
