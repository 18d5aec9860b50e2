data "aws_availability_zones" "available" {
  count = local.makes_network && length(var.availability_zones) == 0 ? 1 : 0

  state = "available"
}

locals {
  makes_network = var.vpc_id == null
  zones = length(var.availability_zones) > 0 ? var.availability_zones : (
    local.makes_network ? slice(data.aws_availability_zones.available[0].names, 0, 2) : []
  )

  vpc_id                   = local.makes_network ? module.network[0].vpc_id : var.vpc_id
  task_subnet_ids          = local.makes_network ? module.network[0].public_subnet_ids : var.task_subnet_ids
  load_balancer_subnet_ids = local.makes_network ? module.network[0].public_subnet_ids : var.load_balancer_subnet_ids
  database_subnet_ids      = local.makes_network ? module.network[0].private_subnet_ids : var.database_subnet_ids
  assign_public_ip         = local.makes_network || var.assign_public_ip
}

module "network" {
  source = "./modules/network"
  count  = local.makes_network ? 1 : 0

  name               = local.dash_name
  vpc_cidr           = var.vpc_cidr
  availability_zones = local.zones
  tags               = local.tags
}

# Everything that runs: nobody comes in but the load balancer, and everything may go out (Mercado Livre, database, AWS).
resource "aws_security_group" "tasks" {
  name        = "${local.dash_name}-tasks"
  description = "Tasks of ${local.dash_name}"
  vpc_id      = local.vpc_id
  tags        = local.tags
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id = aws_security_group.tasks.id
  description       = "Mercado Livre, database, AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
  tags              = local.tags
}
