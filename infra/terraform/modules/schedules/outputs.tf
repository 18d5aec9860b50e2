output "group_name" {
  description = "Group of the schedules."
  value       = aws_scheduler_schedule_group.this.name
}

output "schedules" {
  description = "What runs when, and in which state."
  value = { for name, schedule in aws_scheduler_schedule.job : name => {
    expression = schedule.schedule_expression
    timezone   = schedule.schedule_expression_timezone
    state      = schedule.state
    input      = schedule.target[0].input
  } }
}

output "dead_letter_queue_name" {
  description = "How CloudWatch names the queue of starts that failed for good."
  value       = aws_sqs_queue.dead_letters.name
}

output "dead_letter_queue_url" {
  description = "Where starts that failed for good can be read."
  value       = aws_sqs_queue.dead_letters.url
}
