data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # With a slash in log groups, with a dash where none may stand.
  full_name = "${var.name}/${var.environment}"
  dash_name = "${var.name}-${var.environment}"
  tags      = merge({ Application = var.name, Environment = var.environment, ManagedBy = "terraform" }, var.tags)

  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.id
  account_id = data.aws_caller_identity.current.account_id

  port             = 3000
  runs_on_fargate  = var.app_runner_service == null
  image            = { for app in ["api", "scheduler", "cli"] : app => "${var.image_registry}/${app}:${var.image_tag}" }
  meli_application = { MELI_CLIENT_ID = var.meli_client_id, LOG_LEVEL = "info" }

  # What every program gets, and what only the API does.
  environment = merge(local.meli_application, var.environment_variables)
  api_environment = merge(local.environment, {
    HOST              = "0.0.0.0"
    PORT              = tostring(local.port)
    PUBLIC_URL        = var.public_url
    MELI_REDIRECT_URI = "${var.public_url}/api/v1/mercadolivre/callback"
    # One proxy stands before it: the load balancer, or App Runner's own.
    TRUST_PROXY = "1"
  })
}

resource "aws_ecs_cluster" "this" {
  name = local.dash_name
  tags = local.tags

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# Commands of the operator: `db migrate`, `tenant create`, `doctor`. Started by hand, see OPERATIONS_SCHEDULER.md.
module "cli" {
  source = "./modules/task"

  name               = "${local.full_name}/cli"
  container_name     = "cli"
  image              = local.image.cli
  cpu                = 256
  memory_mb          = 512
  cpu_architecture   = var.cpu_architecture
  environment        = local.environment
  secret_arns        = local.worker_secret_arns
  log_retention_days = var.log_retention_days
  partition          = local.partition
  region             = local.region
  account_id         = local.account_id
  tags               = local.tags
}
