variable "image_registry" {
  description = "Where the images api, scheduler and cli are, without a slash at the end, such as 123456789012.dkr.ecr.sa-east-1.amazonaws.com/pulso."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$", var.image_registry))
    error_message = "image_registry must be a host with a path, without https:// and without a slash at the end."
  }
}

variable "image_tag" {
  description = "Release that runs, the same for all images; never latest, which says nothing."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.image_tag)) && var.image_tag != "latest"
    error_message = "image_tag must be the tag of one release, such as 0.1.0, and not latest."
  }
}

variable "public_url" {
  description = "Address that users open, such as https://pulso.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", var.public_url))
    error_message = "public_url must be an address that begins with https://, without a path."
  }
}

variable "meli_client_id" {
  description = "Id of the application in Mercado Livre's developer panel."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{6,20}$", var.meli_client_id))
    error_message = "meli_client_id must be a number, as the developer panel shows it."
  }
}

variable "app_runner_service_name" {
  description = "Name of the service, exactly as it is."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{3,39}$", var.app_runner_service_name))
    error_message = "app_runner_service_name must hold 4 to 40 letters, digits, dashes and underscores."
  }
}

variable "app_runner_service_arn" {
  description = "ARN of the service, by which it is imported."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:apprunner:.+:service/", var.app_runner_service_arn))
    error_message = "app_runner_service_arn must look like arn:aws:apprunner:region:account:service/name/id."
  }
}

variable "app_runner_access_role_arn" {
  description = "Role by which App Runner reads the image, exactly as it is."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:iam:", var.app_runner_access_role_arn))
    error_message = "app_runner_access_role_arn must be the ARN of an IAM role."
  }
}

variable "app_runner_vpc_connector_arn" {
  description = "Connector through which the service reaches the database."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:apprunner:.+:vpcconnector/", var.app_runner_vpc_connector_arn))
    error_message = "app_runner_vpc_connector_arn must look like arn:aws:apprunner:region:account:vpcconnector/name/1/id."
  }
}

variable "vpc_id" {
  description = "Network that is there already."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id must look like vpc-0123456789abcdef0."
  }
}

variable "private_subnet_ids" {
  description = "Subnets of the tasks, with a way to the internet (NAT gateway)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.private_subnet_ids) >= 1
    error_message = "private_subnet_ids must name at least one subnet."
  }
}

variable "database_security_group_id" {
  description = "Security group of the database, which then lets the tasks in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.database_security_group_id))
    error_message = "database_security_group_id must look like sg-0123456789abcdef0."
  }
}

variable "existing_secret_arns" {
  description = "Secrets that are there already, by variable; DATABASE_URL at least."
  type        = map(string)
  nullable    = false

  validation {
    condition     = contains(keys(var.existing_secret_arns), "DATABASE_URL")
    error_message = "existing_secret_arns must name DATABASE_URL."
  }
}

variable "enable_scheduler" {
  description = "Whether the schedules exist."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.enable_scheduler || var.image_tag != "latest"
    error_message = "enable_scheduler needs the tag of a release."
  }
}

variable "scheduler_tenant_id" {
  description = "The tenant that the schedules run for; empty = every active one."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$", var.scheduler_tenant_id))
    error_message = "scheduler_tenant_id must be a uuid in small letters, as `pulso tenant list` shows it, or empty for every tenant."
  }
}

variable "schedules_state" {
  description = "ENABLED, or DISABLED to pause: the schedules stay and nothing else changes."
  type        = string
  default     = "ENABLED"
  nullable    = false

  validation {
    condition     = contains(["ENABLED", "DISABLED"], var.schedules_state)
    error_message = "schedules_state must be ENABLED or DISABLED."
  }
}
