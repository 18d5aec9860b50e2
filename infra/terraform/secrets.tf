locals {
  secret_names = {
    INTERNAL_JOBS_KEY    = "Key of the job endpoints, two with a comma while rotating"
    DATABASE_URL         = "postgresql://user:password@host:5432/pulso?sslmode=verify-full, of a role that is not the administrator"
    TOKEN_ENCRYPTION_KEY = "32 bytes in base64; never lose it, the sellers' tokens are encrypted with it"
    MELI_CLIENT_SECRET   = "Secret of the application in Mercado Livre's developer panel"
  }

  secret_arns = merge({ for name, secret in aws_secretsmanager_secret.this : name => secret.arn }, var.existing_secret_arns)
  # The key is of the HTTP door alone: what starts a task does not knock there.
  worker_secret_arns = { for name, arn in local.secret_arns : name => arn if name != "INTERNAL_JOBS_KEY" }
}

# Made empty, and filled by the operator with put-secret-value: no value ever passes through Terraform or lies in its state.
resource "aws_secretsmanager_secret" "this" {
  for_each = { for name, description in local.secret_names : name => description if !contains(keys(var.existing_secret_arns), name) }

  name                    = "${var.environment}/${each.key}"
  description             = each.value
  recovery_window_in_days = 30
  tags                    = local.tags
}
