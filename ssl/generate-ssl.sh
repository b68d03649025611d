#!/bin/sh
# A certificate of your own for trying things out: browsers warn of it, and Telegram does not take it for webhooks.
# Usage: ssl/generate-ssl.sh [host …]   (default: localhost admin.localhost)
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- localhost admin.localhost
if [ -e cert.pem ] && [ "${FORCE:-}" != 1 ]; then
  echo "ssl/cert.pem is there already. FORCE=1 $0 makes a new one in its place." >&2
  exit 1
fi
names=""
for host in "$@"; do names="$names,DNS:$host"; done
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$1" \
  -addext "subjectAltName=${names#,},IP:127.0.0.1" -keyout key.pem.new -out cert.pem.new 2>/dev/null
mv key.pem.new key.pem
mv cert.pem.new cert.pem
echo "ssl/cert.pem and ssl/key.pem are for: $*"
