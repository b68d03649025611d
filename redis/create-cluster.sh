#!/bin/sh
# Makes one cluster of six nodes, once: three masters with a replica each. Called again it changes nothing.
# Arguments: host:port of every node. REDIS_PASSWORD is read from the environment.
set -eu
export REDISCLI_AUTH="${REDIS_PASSWORD:?}"
first=${1:?name the nodes}
ask() { redis-cli -h "${1%:*}" -p "${1#*:}" "$2" "$3"; }
for node in "$@"; do
  until ask "$node" ping hello >/dev/null 2>&1; do sleep 1; done
done
if ! ask "$first" cluster info | grep -q 'cluster_known_nodes:1'; then
  echo "The cluster is there already."
else
  redis-cli --cluster create "$@" --cluster-replicas 1 --cluster-yes
fi
until ask "$first" cluster info | grep -q 'cluster_state:ok'; do sleep 1; done
echo "The cluster is ready."
