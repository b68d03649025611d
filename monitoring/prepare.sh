#!/bin/sh
# Makes the files with secrets that docker-compose.monitoring.yml mounts, in monitoring/secrets. Files that are there are
# kept. Usage: monitoring/prepare.sh <token of a bot for alerts> <id of the chat>
set -eu
cd "$(dirname "$0")/.."
umask 022
mkdir -p -m 700 monitoring/secrets
# The containers run under accounts of their own, so each file may be read by all, and the folder only by its owner.
keep() { [ -s "monitoring/secrets/$1" ] || printf '%s' "$2" >"monitoring/secrets/$1"; }
metrics=$(sed -n 's/^METRICS_TOKEN=//p' "${ENV_FILE:-.env}")
[ -n "$metrics" ] || { echo "METRICS_TOKEN is empty in ${ENV_FILE:-.env}: set it, and restart the product" >&2; exit 1; }
[ $# -eq 2 ] || { echo "usage: $0 <token of a bot for alerts> <id of the chat>" >&2; exit 64; }
keep metrics_token "$metrics"
keep bot_token "$1"
keep chat_id "$2"
keep grafana_password "$(od -An -N18 -tx1 /dev/urandom | tr -d ' \n')"
echo "Made. The password of Grafana's user admin is in monitoring/secrets/grafana_password"
