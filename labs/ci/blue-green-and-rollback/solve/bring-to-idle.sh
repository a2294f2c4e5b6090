# The new version on the colour without visitors, drained, so that HAProxy looks at its health.
OLD=1.{{minor}}.{{patch}} FAULTY=1.{{next}}.0 MENDED=1.{{next}}.1
edge() { echo "$1" | socat -t 10 stdio /run/haproxy/admin.sock; }
field() { edge 'show stat shop 4 -1' | awk -F, -v s="$1" -v f="$2" '$2 == s {print $f}'; }   # 5 sessions, 18 status, 19 weight, 37 check
live() { for c in blue green; do case "$(field $c 18),$(field $c 19)" in UP*,[1-9]*) echo $c; return ;; esac; done; }
other() { if [ "$1" = blue ]; then echo green; else echo blue; fi; }
runs() { curl -s -m 20 "http://$1:9000/status" | jq -r '.version + " " + .health'; }
wait_for() { n=0; until eval "$1"; do n=$((n + 1)); if [ $n -gt 150 ]; then echo "never: $1" >&2; exit 1; fi; sleep 0.4; done; }
healthy() { wait_for "case \"\$(runs $1)\" in *' healthy') ;; *) false ;; esac"; wait_for "[ \"\$(field $1 37)\" = L7OK ] && case \"\$(field $1 18)\" in DOWN*) false ;; esac"; }
calm() { sleep 4; wait_for 'curl -s "http://visitors:9100/?last=5" | jq -e ".lost == 0 and (.answered | length) > 0" > /dev/null'; }
deploy() { edge "set server shop/$1 state drain"; shop deploy "$1" "$2" && healthy "$1"; }
to() { # the visitors go to this colour, and away from the other
  edge "set server shop/$1 state ready"; wait_for "[ \"\$(field $1 18)\" = UP ]"; sleep 1
  edge "set server shop/$(other "$1") state drain"; wait_for "[ \"\$(field $(other "$1") 5)\" = 0 ]"
  sleep 3
}
stand_by() { # the old version has the visitors, and this one stands by on the other colour
  live=$(live); idle=$(other "$live")
  if [ "$(runs "$live")" != "$OLD healthy" ]; then
    if [ "$(runs "$idle")" != "$OLD healthy" ]; then deploy "$idle" "$OLD"; fi
    edge "set server shop/$idle state drain"; healthy "$idle"
    to "$idle"; live=$idle; idle=$(other "$live")
  fi
  edge "set server shop/$idle state drain"
  if [ "$(runs "$idle")" != "$1 healthy" ]; then shop deploy "$idle" "$1"; fi
  healthy "$idle"
}
config() { # how HAProxy starts: this colour with visitors, the other one as $2 says
  sed -i -e '/^ *server /d' -e '/retry-on/d' -e '/redispatch/d' -e 's/^\( *retries\) .*/\1 0/' ~/edge/haproxy.cfg
  printf '    server %s %s:8000\n    server %s %s:8000 %s\n' "$1" "$1" "$(other "$1")" "$(other "$1")" "$2" >> ~/edge/haproxy.cfg
  haproxy -c -q -f ~/edge/haproxy.cfg || exit 1
}
reload() { # and wait until the new process answers
  before=$(edge 'show info' | sed -n 's/^Pid: //p')
  echo reload | socat -t 10 stdio /run/haproxy/master.sock
  wait_for "[ \"\$(edge 'show info' 2>/dev/null | sed -n 's/^Pid: //p')\" != \"$before\" ]"; sleep 1
}
errors_seen() { wait_for 'curl -s "http://visitors:9100/?last=4" | jq -e "[.answered[].errors] | add > 0" > /dev/null'; }
# An earlier mistake may have left its marks in the configuration.
if grep -q 'retry-on' ~/edge/haproxy.cfg; then config "$(live)" disabled; reload; fi
stand_by "$FAULTY"
deploy "$idle" "$FAULTY"
sleep 3
