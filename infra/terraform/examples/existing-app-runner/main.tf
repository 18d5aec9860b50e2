# The API goes on running on an App Runner service that is there already, with its network and database; only the jobs are new, on Fargate.
module "pulso" {
  source = "../.."

  image_registry = var.image_registry
  image_tag      = var.image_tag
  public_url     = var.public_url
  meli_client_id = var.meli_client_id

  app_runner_service = {
    service_name      = var.app_runner_service_name
    access_role_arn   = var.app_runner_access_role_arn
    vpc_connector_arn = var.app_runner_vpc_connector_arn
  }

  vpc_id          = var.vpc_id
  task_subnet_ids = var.private_subnet_ids

  create_database            = false
  database_security_group_id = var.database_security_group_id
  existing_secret_arns       = var.existing_secret_arns

  enable_scheduler    = var.enable_scheduler
  scheduler_tenant_id = var.scheduler_tenant_id
  schedules_state     = var.schedules_state
}

# Takes the service over as it is. The plan shows what would change in it: nothing but the image, the key from the secret and its role.
import {
  to = module.pulso.module.app_runner[0].aws_apprunner_service.this
  id = var.app_runner_service_arn
}
