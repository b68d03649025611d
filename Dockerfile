# The product as one image: every role runs from it, chosen by ROLES. Built in steps, so that what only the build needs
# stays behind. The source runs as it is (docs/adr/0001); only the back office's pages are bundled ahead.
FROM node:24-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The runtime that npm carries for machines without Node 24 is not needed beside the image's own. Source maps of the client
# of error tracking are more than half of it.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-* && find node_modules/@sentry -name '*.map' -delete

FROM modules AS bundle
COPY . .
ENV NODE_ENV=production
RUN node scripts/buildAdmin.ts

FROM node:24-bookworm-slim
# For example a commit: errors are counted for each version.
ARG APP_VERSION=
ENV NODE_ENV=production \
    APP_VERSION=$APP_VERSION \
    ENVIRONMENT=production \
    ADMIN_HOST=0.0.0.0 \
    HEALTH_PORT=8002
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY --from=bundle /app/adminjs-build adminjs-build
COPY package.json LICENSE ./
COPY sql sql
COPY src src
# The files belong to root, so the process can change none of them; only its backups are its own.
RUN install -d -o node -g node -m 700 backups
USER node
EXPOSE 8001 8081
# Whether this very process does its work, whatever its role: asked on loopback, by a Node without the product.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "require('http').get({ port: process.env.HEALTH_PORT, host: '127.0.0.1', timeout: 4000 }, (r) => process.exit(r.statusCode === 200 ? 0 : 1)).on('timeout', () => process.exit(1)).on('error', () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Node itself is PID 1 and ends by SIGTERM with 0 when everything is closed.
CMD ["node", "src/main.ts", "serve"]
