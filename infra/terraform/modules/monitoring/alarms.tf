locals {
  # What is wrong as soon as it happens once in five minutes. No data is no news.
  event_alarms = {
    server-errors = {
      namespace   = local.namespace
      metric      = "ServerErrors"
      dimensions  = {}
      description = "The API answered with 5xx."
    }
    job-server-errors = {
      namespace   = local.namespace
      metric      = "JobServerErrors"
      dimensions  = {}
      description = "A job endpoint answered with 5xx."
    }
    job-refusals = {
      namespace   = local.namespace
      metric      = "JobRefusals"
      dimensions  = {}
      description = "A job endpoint refused a call for its key (401 or 403): an old key after a rotation, or somebody who tries."
    }
    failed-tasks = {
      namespace   = "AWS/Events"
      metric      = "TriggeredRules"
      dimensions  = { RuleName = aws_cloudwatch_event_rule.task_failed.name }
      description = "A task of the schedule ended with an error, or never started."
    }
    target-errors = {
      namespace   = "AWS/Scheduler"
      metric      = "TargetErrorCount"
      dimensions  = { ScheduleGroup = var.schedule_group_name }
      description = "ECS refused to start a task; Scheduler tries again for an hour."
    }
    dropped-invocations = {
      namespace   = "AWS/Scheduler"
      metric      = "InvocationDroppedCount"
      dimensions  = { ScheduleGroup = var.schedule_group_name }
      description = "Scheduler gave up starting a task."
    }
    lost-dead-letters = {
      namespace   = "AWS/Scheduler"
      metric      = "InvocationsFailedToBeSentToDeadLetterCount"
      dimensions  = { ScheduleGroup = var.schedule_group_name }
      description = "A start that failed for good is not even in the dead-letter queue."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "event" {
  for_each = local.event_alarms

  alarm_name          = "${local.role_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = var.tags
}

# A failure that another attempt follows is nobody's business yet.
resource "aws_cloudwatch_metric_alarm" "failed_runs" {
  alarm_name          = "${local.role_name}-failed-runs"
  alarm_description   = "A run failed for good. Its line in the log has the jobLogId of its row in job_logs, with errorCode."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = var.tags

  metric_query {
    id          = "lasting"
    expression  = "failed - FILL(retried, 0)"
    label       = "Runs that failed for good"
    return_data = true
  }

  metric_query {
    id = "failed"

    metric {
      namespace   = local.namespace
      metric_name = "FailedRuns"
      stat        = "Sum"
      period      = 300
    }
  }

  metric_query {
    id = "retried"

    metric {
      namespace   = local.namespace
      metric_name = "RetriedRuns"
      stat        = "Sum"
      period      = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${local.role_name}-dead-letters"
  alarm_description   = "A start that failed for good waits in the dead-letter queue."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = var.dead_letter_queue_name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = var.tags
}

# The promise itself. Silence is what it watches for, so missing data breach: it stays in alarm until the first good sync, and while the
# schedules are paused.
resource "aws_cloudwatch_metric_alarm" "freshness" {
  alarm_name          = "${local.role_name}-freshness"
  alarm_description   = "No sync has ended well for ${var.freshness_alarm_hours} hours."
  namespace           = local.namespace
  metric_name         = "GoodSyncs"
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = var.freshness_alarm_hours
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = var.tags
}
