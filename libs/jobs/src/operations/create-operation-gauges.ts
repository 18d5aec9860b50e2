import { Gauge, type Registry } from 'prom-client';

export type OperationGauges = ReturnType<typeof createOperationGauges>;

/** The figures of the whole system, without values; `setOperationGauges` gives them anew with each scrape. */
export function createOperationGauges(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  return {
    up: gauge('pulso_database_up', 'Whether the database answered this scrape.'),
    connections: gauge('pulso_database_connections', 'Connections of this process to the database.', ['state']),
    connectionsMax: gauge('pulso_database_connections_max', 'The most that this process may have (DATABASE_POOL).'),
    waiting: gauge('pulso_database_callers_waiting', 'Callers in this process that wait for a connection.'),
    ended: gauge('pulso_runs_ended_last_hour', 'Attempts of all processes that ended within the last hour.', [
      'job',
      'status',
      'error_code',
    ]),
    living: gauge('pulso_runs', 'Runs of all processes that wait for their turn or work.', ['job', 'status']),
    lastGood: gauge(
      'pulso_last_good_run_timestamp_seconds',
      'When the newest run of any tenant ended as SUCCESS or PARTIAL.',
      ['job'],
    ),
    notices: gauge('pulso_notices_waiting', 'Notices that wait to be read; more than 10,000 are not counted.'),
    noticeAge: gauge('pulso_notices_oldest_age_seconds', 'How long the oldest of them waits; 0 when none does.'),
    tenants: gauge('pulso_tenants', 'Tenants by the freshness of their data.', ['freshness']),
    age: gauge('pulso_data_age_seconds', 'Seconds since the instant up to which a source of a tenant is read.', [
      'tenant_id',
      'source',
    ]),
    ageMax: gauge('pulso_data_age_max_seconds', 'The oldest of all active tenants, of those that were read at all.', [
      'source',
    ]),
  };
}
