output "alarm_topic_arn" {
  description = "Where alarms are told."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "metric_namespace" {
  description = "Where the counted lines are."
  value       = local.namespace
}

output "filter_patterns" {
  description = "What is counted, by metric."
  value       = merge(local.run_filters, local.api_filters)
}

output "runs_query" {
  description = "Logs Insights query of the latest runs."
  value       = local.runs_query
}
