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

variable "certificate_arn" {
  description = "Certificate (ACM) of public_url."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:acm:", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM."
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
