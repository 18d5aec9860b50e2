output "identifier" {
  description = "Name of the instance."
  value       = aws_db_instance.this.identifier
}

output "address" {
  description = "Host of the instance."
  value       = aws_db_instance.this.address
}

output "security_group_id" {
  description = "Whoever is let in here reaches the database."
  value       = aws_security_group.this.id
}

output "master_user_secret_arn" {
  description = "Secret with the password of the administrator, which RDS makes and changes."
  value       = try(aws_db_instance.this.master_user_secret[0].secret_arn, null)
}
