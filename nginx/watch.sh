#!/bin/sh
# Loads nginx anew when the replicas behind a name or the certificate change. Runs beside it; needs nothing but a shell.
# Environment: WATCH_NAME (app), WATCH_SECONDS (5).
set -eu
state() {
  getent ahostsv4 "${WATCH_NAME:-app}" 2>/dev/null | cut -d' ' -f1 | sort -u
  cksum /etc/nginx/ssl/*.pem 2>/dev/null
}
last=$(state)
while sleep "${WATCH_SECONDS:-5}"; do
  now=$(state)
  [ "$now" = "$last" ] && continue
  # A name without an address would stop nginx: wait until one is back.
  [ -n "$(getent ahostsv4 "${WATCH_NAME:-app}" || true)" ] || continue
  last=$now
  nginx -t -q && nginx -s reload && echo "replicas or certificate changed: loaded anew" >&2
done
