-- Who works on an attempt, so that a statement of any other process changes nothing of it; and that it is to stop.
alter table job_logs
  add column owner uuid,
  add column cancel_requested_at timestamptz;
