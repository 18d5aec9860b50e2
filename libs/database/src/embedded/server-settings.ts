/**
 * Settings for a server that shares a small machine with everything else.
 * They are given at every start and not stored, so that a new version of Pulso brings its own.
 * @param durable false = may lose everything when the machine stops; for tests only
 */
export function serverSettings(port: number, { durable }: { durable: boolean }): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 100,
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Two cores have nothing to share, and /dev/shm of a container is too small for parallel workers.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    jit: 'off',
    // Statements that fail are logged by the program that sent them; this file stays small.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
    logging_collector: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
