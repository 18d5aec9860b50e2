type Labels = Record<string, string>;

/** Counts since the process began, kept in memory and read by `GET /metrics`. */
export interface RequestCounters {
  /** `route` is the template, never the address: addresses are without number. */
  countRequest(request: { method: string; route: string; status: number }): void;
  countRefusedJobCall(refusal: { route: string; reason: string }): void;
  /** Prometheus' text format. */
  expose(): string;
}

export function createRequestCounters(): RequestCounters {
  const requests = counter('pulso_http_requests_total', 'Answered HTTP requests.');
  const refused = counter('pulso_job_calls_refused_total', 'Calls of job endpoints that were refused.');
  return {
    countRequest: ({ method, route, status }) => requests.add({ method, route, status: String(status) }),
    countRefusedJobCall: (labels) => refused.add(labels),
    expose: () => `${requests.expose()}${refused.expose()}`,
  };
}

function counter(name: string, help: string) {
  const counts = new Map<string, number>();
  return {
    add(labels: Labels) {
      const key = Object.entries(labels)
        .map(([label, value]) => `${label}="${escape(value)}"`)
        .join(',');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    expose() {
      const lines = [...counts].map(([labels, count]) => `${name}{${labels}} ${count}\n`);
      return `# HELP ${name} ${help}\n# TYPE ${name} counter\n${lines.join('')}`;
    },
  };
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
