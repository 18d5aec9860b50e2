module "api_task" {
  source = "./modules/task"
  count  = local.runs_on_fargate ? 1 : 0

  name               = "${local.full_name}/api"
  container_name     = "api"
  image              = local.image.api
  cpu                = var.api_cpu
  memory_mb          = var.api_memory_mb
  cpu_architecture   = var.cpu_architecture
  ports              = [local.port]
  environment        = local.api_environment
  secret_arns        = local.secret_arns
  log_retention_days = var.log_retention_days
  partition          = local.partition
  region             = local.region
  account_id         = local.account_id
  tags               = local.tags
}

module "api" {
  source = "./modules/web-service"
  count  = local.runs_on_fargate ? 1 : 0

  name                     = local.dash_name
  cluster_arn              = aws_ecs_cluster.this.arn
  task_definition_arn      = module.api_task[0].definition_arn
  container_name           = module.api_task[0].container_name
  port                     = local.port
  desired_count            = var.api_desired_count
  vpc_id                   = local.vpc_id
  task_subnet_ids          = local.task_subnet_ids
  load_balancer_subnet_ids = local.load_balancer_subnet_ids
  assign_public_ip         = local.assign_public_ip
  task_security_group_id   = aws_security_group.tasks.id
  certificate_arn          = var.certificate_arn
  tags                     = local.tags
}

module "app_runner" {
  source = "./modules/app-runner"
  count  = local.runs_on_fargate ? 0 : 1

  name              = local.dash_name
  service_name      = var.app_runner_service.service_name
  image             = local.image.api
  access_role_arn   = var.app_runner_service.access_role_arn
  vpc_connector_arn = var.app_runner_service.vpc_connector_arn
  port              = local.port
  cpu               = var.api_cpu
  memory_mb         = var.api_memory_mb
  environment       = local.api_environment
  secret_arns       = local.secret_arns
  account_id        = local.account_id
  tags              = local.tags
}
