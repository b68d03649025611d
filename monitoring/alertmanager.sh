#!/bin/sh
# Fills the token of the bot and the chat into the configuration, then becomes Alertmanager.
# Environment, for other places than those of the container: SECRETS, CONFIG, FILLED, PROGRAM.
set -eu
secrets=${SECRETS:-/run/secrets}
filled=${FILLED:-/tmp/alertmanager.yml}
token=$(tr -d '[:space:]' <"$secrets/bot_token")
chat=$(tr -d '[:space:]' <"$secrets/chat_id")
umask 077
sed -e "s|@BOT_TOKEN@|$token|" -e "s|@CHAT_ID@|$chat|" "${CONFIG:-/etc/alertmanager/alertmanager.yml}" >"$filled"
exec "${PROGRAM:-/bin/alertmanager}" "--config.file=$filled" "$@"
