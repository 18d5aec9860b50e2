-- Serves what operators watch: the last good run of each job, and the runs that ended within the last hour, however many rows there are.
create index job_logs_ended on job_logs (job_type, status, completed_at desc) where completed_at is not null
