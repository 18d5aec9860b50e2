output "region" {
  description = "Region of everything."
  value       = local.region
}

output "internal_jobs_key_secret_name" {
  description = "Where the operator puts the key of the job endpoints."
  value       = aws_secretsmanager_secret.this["INTERNAL_JOBS_KEY"].name
}

output "empty_secret_names" {
  description = "Secrets that were made empty: fill each with put-secret-value before anything runs."
  value       = sort([for secret in aws_secretsmanager_secret.this : secret.name])
}

output "cluster_name" {
  description = "Cluster of API and tasks."
  value       = aws_ecs_cluster.this.name
}

output "api_service_name" {
  description = "Service of the API in the cluster; null on App Runner."
  value       = local.runs_on_fargate ? module.api[0].service_name : null
}

output "load_balancer_dns_name" {
  description = "Where public_url has to point; null on App Runner."
  value       = local.runs_on_fargate ? module.api[0].load_balancer_dns_name : null
}

output "app_runner_service_arn" {
  description = "What start-deployment asks for; null on Fargate."
  value       = local.runs_on_fargate ? null : module.app_runner[0].service_arn
}

output "public_url" {
  description = "Address that users open."
  value       = var.public_url
}

output "api_log_group_name" {
  description = "Lines of the API."
  value       = local.api_log_group_name
}

output "scheduler_log_group_name" {
  description = "Lines of the tasks of the schedule."
  value       = module.scheduler_task.log_group_name
}

output "cli_task_definition" {
  description = "Task definition for commands of the operator, such as `db migrate`."
  value       = module.cli.family
}

output "cli_log_group_name" {
  description = "Lines of those commands."
  value       = module.cli.log_group_name
}

output "run_task_network" {
  description = "What `aws ecs run-task --network-configuration` asks for."
  value = jsonencode({ awsvpcConfiguration = {
    subnets        = local.task_subnet_ids
    securityGroups = [aws_security_group.tasks.id]
    assignPublicIp = local.assign_public_ip ? "ENABLED" : "DISABLED"
  } })
}

output "schedule_group_name" {
  description = "Group of the schedules."
  value       = module.schedules.group_name
}

output "schedules" {
  description = "What runs when, in which state, and what its task is told; empty while enable_scheduler is false."
  value       = module.schedules.schedules
}

output "dead_letter_queue_url" {
  description = "Where starts that failed for good can be read."
  value       = module.schedules.dead_letter_queue_url
}

output "database_address" {
  description = "Host of a new database; null when it was there already."
  value       = var.create_database ? module.database[0].address : null
}

output "database_master_secret_arn" {
  description = "Secret of the administrator of a new database; null when it was there already."
  value       = var.create_database ? module.database[0].master_user_secret_arn : null
}

output "alarm_topic_arn" {
  description = "Where alarms are told."
  value       = module.monitoring.alarm_topic_arn
}

output "dashboard_name" {
  description = "Name of the dashboard in CloudWatch."
  value       = module.monitoring.dashboard_name
}

output "runs_query" {
  description = "Logs Insights query of the latest runs."
  value       = module.monitoring.runs_query
}
