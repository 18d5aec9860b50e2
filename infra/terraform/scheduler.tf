locals {
  # The program's own list (libs/jobs/src/schedule); a test holds the two against each other, instant by instant. An instant that two
  # schedules of a job share stands in one of them alone, because the second task would find its slot taken.
  schedules = {
    hourly = {
      job         = "sync-mercadolivre"
      expression  = "cron(0 0-2,4-23 * * ? *)"
      description = "What changed at Mercado Livre, every hour but that of the night"
    }
    nightly = {
      job         = "sync-mercadolivre"
      expression  = "cron(0 3 * * ? *)"
      description = "30 days without a gap, and all visits"
    }
    weekly-sweep = {
      job         = "rebuild-daily-metrics"
      expression  = "cron(0 5 ? * SUN *)"
      description = "The whole stored history, derived anew"
    }
    housekeeping = {
      job         = "housekeeping"
      expression  = "cron(30 4 * * ? *)"
      description = "Months to come are made, what is not kept any more is removed"
    }
  }
}

module "scheduler_task" {
  source = "./modules/task"

  name               = "${local.full_name}/scheduler"
  container_name     = "scheduler"
  image              = local.image.scheduler
  command            = ["next"]
  cpu                = var.scheduler_cpu
  memory_mb          = var.scheduler_memory_mb
  cpu_architecture   = var.cpu_architecture
  environment        = local.environment
  secret_arns        = local.worker_secret_arns
  log_retention_days = var.log_retention_days
  partition          = local.partition
  region             = local.region
  account_id         = local.account_id
  tags               = local.tags
}

module "schedules" {
  source = "./modules/schedules"

  name                                 = local.dash_name
  enabled                              = var.enable_scheduler
  state                                = var.schedules_state
  timezone                             = var.timezone
  tenant_id                            = var.scheduler_tenant_id
  schedules                            = local.schedules
  cluster_arn                          = aws_ecs_cluster.this.arn
  task_definition_arn                  = module.scheduler_task.definition_arn
  task_definition_arn_without_revision = module.scheduler_task.definition_arn_without_revision
  task_role_arns                       = module.scheduler_task.role_arns
  container_name                       = module.scheduler_task.container_name
  subnet_ids                           = local.task_subnet_ids
  security_group_id                    = aws_security_group.tasks.id
  assign_public_ip                     = local.assign_public_ip
  account_id                           = local.account_id
  tags                                 = local.tags
}
