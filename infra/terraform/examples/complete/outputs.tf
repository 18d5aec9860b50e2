output "pulso" {
  description = "Everything that the runbook asks for."
  value       = module.pulso
}
