# One image per program, each with what runs it and nothing else: docker build --target api|scheduler|cli (docs/deploying.md).
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /src
ENV CI=true NX_DAEMON=false
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
RUN npm run build && node tools/bundles/lay-out.ts /out

FROM node:${NODE_VERSION}-bookworm-slim AS base
# Package managers are of no use to a program that is built.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn*
# Authorities of databases, for sslrootcert in DATABASE_URL.
COPY infra/certificates/ /etc/pulso/certificates/
ENV NODE_ENV=production
# One pool of memory for all threads of a process; as many as usual keep what each of them freed.
ENV MALLOC_ARENA_MAX=1
WORKDIR /app
# The user that the image of Node brings. Everything in /app is of root, and only read.
USER node

FROM base AS api
COPY --from=build /out/api ./
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# Not /readyz: starting anew does not bring a database back.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=20", "api/main.js"]

FROM base AS scheduler
COPY --from=build /out/scheduler ./
# It answers nobody: it ends when it cannot work, and says through job_logs and alerts how it does.
HEALTHCHECK NONE
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=20", "scheduler/main.js"]
CMD ["start"]

FROM base AS cli
COPY --from=build /out/cli ./
HEALTHCHECK NONE
ENTRYPOINT ["node", "cli/main.js"]
CMD ["--help"]
