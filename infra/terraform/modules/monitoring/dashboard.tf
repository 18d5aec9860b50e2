locals {
  own_metrics = ["GoodSyncs", "FailedRuns", "RetriedRuns", "ServerErrors", "JobServerErrors", "JobRefusals"]
  scheduler_metrics = [
    "InvocationAttemptCount", "TargetErrorCount", "InvocationDroppedCount", "InvocationsSentToDeadLetterCount",
  ]
  alarm_arns = concat(
    [
      aws_cloudwatch_metric_alarm.freshness.arn,
      aws_cloudwatch_metric_alarm.failed_runs.arn,
      aws_cloudwatch_metric_alarm.dead_letters.arn,
    ],
    [for alarm in aws_cloudwatch_metric_alarm.event : alarm.arn],
  )

  widgets = concat(
    [
      { type = "alarm", width = 24, height = 3, properties = { title = "Alarms", alarms = local.alarm_arns } },
      { type = "metric", width = 12, height = 6, properties = {
        title   = "Runs and answers", region = var.region, stat = "Sum", period = 3600, view = "timeSeries"
        metrics = [for name in local.own_metrics : [local.namespace, name]]
      } },
      { type = "metric", width = 12, height = 6, properties = {
        title   = "Starts", region = var.region, stat = "Sum", period = 3600, view = "timeSeries"
        metrics = [for name in local.scheduler_metrics : ["AWS/Scheduler", name, "ScheduleGroup", var.schedule_group_name]]
      } },
      { type = "metric", width = 12, height = 6, properties = {
        title   = "Dead letters", region = var.region, stat = "Maximum", period = 300, view = "timeSeries"
        metrics = [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.dead_letter_queue_name]]
      } },
      { type = "log", width = 24, height = 8, properties = {
        title = "Latest runs", region = var.region, view = "table"
        query = "${join("", [for name in values(var.log_group_names) : "SOURCE '${name}' | "])}${local.runs_query}"
      } },
    ],
    var.load_balancer_arn_suffix == null ? [] : [
      { type = "metric", width = 12, height = 6, properties = {
        title   = "Time of answers (p95)", region = var.region, stat = "p95", period = 300, view = "timeSeries"
        metrics = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix]]
      } },
    ],
    var.database_identifier == null ? [] : [
      { type = "metric", width = 12, height = 6, properties = {
        title = "Database", region = var.region, stat = "Average", period = 300, view = "timeSeries"
        metrics = [
          ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database_identifier],
          ["AWS/RDS", "FreeStorageSpace", "DBInstanceIdentifier", var.database_identifier, { yAxis = "right" }],
        ]
      } },
    ],
  )

  runs_query = "fields @timestamp, jobType, status, jobLogId, tenantId, durationMs, errorCode | filter msg = 'run ended' | sort @timestamp desc | limit 50"
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = local.role_name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
