# The examples, planned without an account. What AWS would make up is in mocks/.
mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  image_registry = "123456789012.dkr.ecr.sa-east-1.amazonaws.com/pulso"
  image_tag      = "0.1.0"
  public_url     = "https://pulso.example.com"
  meli_client_id = "1234567890123456"

  certificate_arn            = "arn:aws:acm:sa-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"
  vpc_id                     = "vpc-0123456789abcdef0"
  private_subnet_ids         = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  public_subnet_ids          = ["subnet-0cccccccccccccccc", "subnet-0dddddddddddddddd"]
  database_security_group_id = "sg-0123456789abcdef0"
  existing_secret_arns = {
    DATABASE_URL = "arn:aws:secretsmanager:sa-east-1:123456789012:secret:prod/DATABASE_URL-AbCdEf"
  }
}

run "minimal_without_schedules" {
  command = plan
  module {
    source = "./examples/minimal"
  }

  assert {
    condition     = output.pulso.schedules == {}
    error_message = "There must be no schedule without enable_scheduler."
  }
  assert {
    condition     = output.pulso.internal_jobs_key_secret_name == "prod/INTERNAL_JOBS_KEY"
    error_message = "The secret of the internal key must be prod/INTERNAL_JOBS_KEY."
  }
}

run "minimal_with_schedules" {
  command = plan
  module {
    source = "./examples/minimal"
  }
  variables {
    enable_scheduler = true
  }

  assert {
    condition     = alltrue([for schedule in output.pulso.schedules : strcontains(schedule.input, "\"<aws.scheduler.scheduled-time>\"")])
    error_message = "Every schedule must send the literal placeholder of its slot."
  }
  assert {
    condition     = alltrue([for schedule in output.pulso.schedules : !strcontains(schedule.input, "--tenant")])
    error_message = "An empty scheduler_tenant_id must mean every tenant."
  }
}

run "minimal_with_paused_schedules" {
  command = plan
  module {
    source = "./examples/minimal"
  }
  variables {
    enable_scheduler = true
    schedules_state  = "DISABLED"
  }

  assert {
    condition     = length(output.pulso.schedules) == 4 && alltrue([for schedule in output.pulso.schedules : schedule.state == "DISABLED"])
    error_message = "schedules_state must pause every schedule and remove none."
  }
}

run "complete" {
  command = plan
  module {
    source = "./examples/complete"
  }
  variables {
    enable_scheduler    = true
    scheduler_tenant_id = "6a0e7c1a-8f0b-4d0e-9b57-1f6f6c1f7a10"
  }

  assert {
    condition     = alltrue([for schedule in output.pulso.schedules : strcontains(schedule.input, "\"--tenant\",\"6a0e7c1a-8f0b-4d0e-9b57-1f6f6c1f7a10\"")])
    error_message = "scheduler_tenant_id must reach every task."
  }
}
