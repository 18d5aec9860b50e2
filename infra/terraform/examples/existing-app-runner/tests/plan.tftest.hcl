# Planned here and not with the other examples: an import block may only stand in the root.
mock_provider "aws" {
  source          = "../../tests/mocks"
  override_during = plan
}

run "existing_app_runner" {
  command = plan
  variables {
    enable_scheduler             = true
    image_registry               = "123456789012.dkr.ecr.sa-east-1.amazonaws.com/pulso"
    image_tag                    = "0.1.0"
    public_url                   = "https://pulso.example.com"
    meli_client_id               = "1234567890123456"
    vpc_id                       = "vpc-0123456789abcdef0"
    private_subnet_ids           = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
    database_security_group_id   = "sg-0123456789abcdef0"
    existing_secret_arns         = { DATABASE_URL = "arn:aws:secretsmanager:sa-east-1:123456789012:secret:prod/DATABASE_URL-AbCdEf" }
    app_runner_service_name      = "pulso-api"
    app_runner_service_arn       = "arn:aws:apprunner:sa-east-1:123456789012:service/pulso-api/0123456789abcdef0123456789abcdef"
    app_runner_access_role_arn   = "arn:aws:iam::123456789012:role/AppRunnerECRAccessRole"
    app_runner_vpc_connector_arn = "arn:aws:apprunner:sa-east-1:123456789012:vpcconnector/pulso/1/0123456789abcdef0123456789abcdef"
  }

  override_resource {
    target = module.pulso.module.app_runner[0].aws_apprunner_service.this
    values = {
      arn        = "arn:aws:apprunner:sa-east-1:123456789012:service/pulso-api/0123456789abcdef0123456789abcdef"
      service_id = "0123456789abcdef0123456789abcdef"
    }
  }

  assert {
    condition     = output.pulso.api_log_group_name == "/aws/apprunner/pulso-api/0123456789abcdef0123456789abcdef/application"
    error_message = "The log group must be that of the service."
  }
  assert {
    condition     = output.pulso.api_service_name == null && output.pulso.load_balancer_dns_name == null
    error_message = "Beside an App Runner service no other API may be made."
  }
}
