output "service_name" {
  description = "Name of the service in its cluster."
  value       = aws_ecs_service.this.name
}

output "load_balancer_dns_name" {
  description = "Where the public address has to point (CNAME or alias)."
  value       = aws_lb.this.dns_name
}

output "load_balancer_arn_suffix" {
  description = "How CloudWatch names the load balancer."
  value       = aws_lb.this.arn_suffix
}
