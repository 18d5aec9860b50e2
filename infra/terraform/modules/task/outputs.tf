output "definition_arn" {
  description = "Newest revision of the task definition."
  value       = aws_ecs_task_definition.this.arn
}

output "definition_arn_without_revision" {
  description = "All revisions of the task definition."
  value       = aws_ecs_task_definition.this.arn_without_revision
}

output "family" {
  description = "Name of the task definition."
  value       = aws_ecs_task_definition.this.family
}

output "container_name" {
  description = "Name of the only container."
  value       = var.container_name
}

output "log_group_name" {
  description = "Where its lines go."
  value       = aws_cloudwatch_log_group.this.name
}

output "role_arns" {
  description = "Roles that whoever starts the task has to pass on."
  value       = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
}
