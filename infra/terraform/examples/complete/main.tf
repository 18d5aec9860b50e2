# Network and database that are there already, two copies of the API, one tenant on the schedule, alarms by mail.
module "pulso" {
  source = "../.."

  name        = "pulso"
  environment = "prod"
  tags        = { CostCentre = "marketplace" }

  image_registry   = var.image_registry
  image_tag        = var.image_tag
  cpu_architecture = "ARM64"
  public_url       = var.public_url
  certificate_arn  = var.certificate_arn
  meli_client_id   = var.meli_client_id

  vpc_id                   = var.vpc_id
  task_subnet_ids          = var.private_subnet_ids
  load_balancer_subnet_ids = var.public_subnet_ids

  create_database            = false
  database_security_group_id = var.database_security_group_id
  existing_secret_arns       = var.existing_secret_arns
  environment_variables      = { FRESH_WITHIN_MINUTES = "120", RETENTION_DAYS = "1096" }

  api_cpu             = 1024
  api_memory_mb       = 2048
  api_desired_count   = 2
  scheduler_cpu       = 512
  scheduler_memory_mb = 1024

  enable_scheduler    = var.enable_scheduler
  scheduler_tenant_id = var.scheduler_tenant_id
  schedules_state     = var.schedules_state
  timezone            = "America/Sao_Paulo"

  log_retention_days    = 365
  alarm_emails          = ["ops@example.com"]
  freshness_alarm_hours = 3
}
