locals {
  database_security_group_id = var.create_database ? module.database[0].security_group_id : var.database_security_group_id
}

module "database" {
  source = "./modules/database"
  count  = var.create_database ? 1 : 0

  name                 = local.dash_name
  vpc_id               = local.vpc_id
  subnet_ids           = local.database_subnet_ids
  engine_major_version = var.database_engine_version
  instance_class       = var.database_instance_class
  storage_gb           = var.database_storage_gb
  multi_az             = var.database_multi_az
  backup_days          = var.database_backup_days
  tags                 = local.tags
}

# Not for a database whose rules are somebody else's.
resource "aws_vpc_security_group_ingress_rule" "database" {
  count = var.create_database || var.database_security_group_id != null ? 1 : 0

  security_group_id            = local.database_security_group_id
  description                  = "From the tasks of ${local.dash_name}"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  tags                         = local.tags
}
