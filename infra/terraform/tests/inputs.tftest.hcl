# Every input refuses what cannot be, before anything is planned.
mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  image_registry  = "123456789012.dkr.ecr.sa-east-1.amazonaws.com/pulso"
  image_tag       = "0.1.0"
  public_url      = "https://pulso.example.com"
  meli_client_id  = "1234567890123456"
  certificate_arn = "arn:aws:acm:sa-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"
}

run "texts_that_cannot_be" {
  command = plan
  variables {
    name                    = "Pulso"
    environment             = "prod/"
    image_registry          = "https://example.com/pulso"
    image_tag               = "latest"
    cpu_architecture        = "MIPS"
    api_cpu                 = 300
    scheduler_cpu           = 300
    public_url              = "http://pulso.example.com"
    meli_client_id          = "abc"
    vpc_cidr                = "10.0.0.0/28"
    database_instance_class = "small"
    database_engine_version = "14"
    scheduler_tenant_id     = "all"
    schedules_state         = "PAUSED"
    timezone                = "Sao Paulo"
  }
  expect_failures = [
    var.name, var.environment, var.image_registry, var.image_tag, var.cpu_architecture, var.api_cpu, var.scheduler_cpu, var.public_url, var.meli_client_id, var.vpc_cidr,
    var.database_instance_class, var.database_engine_version, var.scheduler_tenant_id, var.schedules_state, var.timezone,
  ]
}

run "numbers_and_lists_that_cannot_be" {
  command = plan
  variables {
    tags                  = { "aws:made" = "x" }
    availability_zones    = ["sa-east-1a"]
    database_storage_gb   = 5
    database_backup_days  = 0
    api_memory_mb         = 100
    api_desired_count     = -1
    scheduler_memory_mb   = 100
    log_retention_days    = 100
    alarm_emails          = ["ops"]
    freshness_alarm_hours = 169
  }
  expect_failures = [
    var.tags, var.availability_zones, var.database_storage_gb, var.database_backup_days, var.api_memory_mb,
    var.api_desired_count, var.scheduler_memory_mb, var.log_retention_days, var.alarm_emails, var.freshness_alarm_hours,
  ]
}

run "what_does_not_go_together" {
  command = plan
  variables {
    certificate_arn            = null
    task_subnet_ids            = ["subnet-0aaaaaaaaaaaaaaaa"]
    load_balancer_subnet_ids   = ["subnet-0aaaaaaaaaaaaaaaa"]
    database_subnet_ids        = ["subnet-0aaaaaaaaaaaaaaaa"]
    assign_public_ip           = true
    database_security_group_id = "sg-0123456789abcdef0"
    environment_variables      = { INTERNAL_JOBS_KEY = "in the clear" }
  }
  expect_failures = [
    var.certificate_arn, var.task_subnet_ids, var.load_balancer_subnet_ids, var.database_subnet_ids, var.assign_public_ip,
    var.database_security_group_id, var.environment_variables,
  ]
}

run "existing_things_that_cannot_be" {
  command = plan
  variables {
    vpc_id               = "my network"
    existing_secret_arns = { PASSWORD = "x" }
    app_runner_service   = { service_name = "x", access_role_arn = "x" }
  }
  expect_failures = [
    var.vpc_id, var.existing_secret_arns, var.app_runner_service,
  ]
}

run "a_schedule_without_a_database" {
  command = plan
  variables {
    enable_scheduler  = true
    create_database   = false
    database_multi_az = true
  }
  expect_failures = [var.enable_scheduler, var.database_multi_az]
}

run "two_databases" {
  command = plan
  variables {
    existing_secret_arns = { DATABASE_URL = "arn:aws:secretsmanager:sa-east-1:123456789012:secret:prod/DATABASE_URL-AbCdEf" }
  }
  expect_failures = [var.create_database]
}
