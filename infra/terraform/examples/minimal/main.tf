# A new network, a new database, the API on Fargate; the schedules come with enable_scheduler.
module "pulso" {
  source = "../.."

  image_registry  = var.image_registry
  image_tag       = var.image_tag
  public_url      = var.public_url
  certificate_arn = var.certificate_arn
  meli_client_id  = var.meli_client_id

  enable_scheduler    = var.enable_scheduler
  scheduler_tenant_id = var.scheduler_tenant_id
  schedules_state     = var.schedules_state
}
