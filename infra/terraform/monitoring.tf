locals {
  api_log_group_name = local.runs_on_fargate ? module.api_task[0].log_group_name : module.app_runner[0].log_group_name
}

module "monitoring" {
  source = "./modules/monitoring"

  name                     = local.dash_name
  log_group_names          = { api = local.api_log_group_name, scheduler = module.scheduler_task.log_group_name }
  schedule_group_name      = module.schedules.group_name
  dead_letter_queue_name   = module.schedules.dead_letter_queue_name
  cluster_arn              = aws_ecs_cluster.this.arn
  task_family              = module.scheduler_task.family
  freshness_alarm_hours    = var.freshness_alarm_hours
  alarm_emails             = var.alarm_emails
  load_balancer_arn_suffix = local.runs_on_fargate ? module.api[0].load_balancer_arn_suffix : null
  database_identifier      = var.create_database ? module.database[0].identifier : null
  region                   = local.region
  account_id               = local.account_id
  tags                     = local.tags
}
