-- Serves the look for runs whose process is gone, which every living process takes every few seconds.
create index job_logs_by_heartbeat on job_logs (heartbeat_at)
  where status in ('QUEUED', 'RUNNING') or error_code = 'interrupted';
