output "service_arn" {
  description = "What start-deployment asks for."
  value       = aws_apprunner_service.this.arn
}

output "service_url" {
  description = "Host under which the service answers."
  value       = aws_apprunner_service.this.service_url
}

output "log_group_name" {
  description = "Where App Runner puts the lines of the program."
  value       = "/aws/apprunner/${aws_apprunner_service.this.service_name}/${aws_apprunner_service.this.service_id}/application"
}
