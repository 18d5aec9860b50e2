locals {
  role_name = "${replace(var.name, "/", "-")}-schedules"

  # Scheduler puts its own words in the place of <aws.scheduler.…>, and knows them only as they are written here: jsonencode would write
  # the angle brackets as \u003c and \u003e, and every run would get the placeholder itself.
  inputs = {
    for name, schedule in var.schedules : name => replace(replace(jsonencode({
      containerOverrides = [{
        name = var.container_name
        command = concat(
          ["run", schedule.job, "--schedule", name, "--slot", "<aws.scheduler.scheduled-time>"],
          var.tenant_id == "" ? [] : ["--tenant", var.tenant_id],
        )
      }]
    }), "\\u003c", "<"), "\\u003e", ">")
  }
}

resource "aws_scheduler_schedule_group" "this" {
  name = replace(var.name, "/", "-")
  tags = var.tags
}

# The only thing that var.enabled and var.state change.
resource "aws_scheduler_schedule" "job" {
  for_each = { for name, schedule in var.schedules : name => schedule if var.enabled }

  name                         = each.key
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = each.value.description
  state                        = var.state
  schedule_expression          = each.value.expression
  schedule_expression_timezone = var.timezone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.schedules.arn
    input    = local.inputs[each.key]

    ecs_parameters {
      task_definition_arn = var.task_definition_arn
      launch_type         = "FARGATE"
      task_count          = 1
      propagate_tags      = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [var.security_group_id]
        assign_public_ip = var.assign_public_ip
      }
    }

    # Of the start alone: what a task that has started does about a failure is the program's own business.
    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 5
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.role_name}-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}
