variable "name" {
  description = "Beginning of the name of the instance role; slashes become dashes."
  type        = string
  nullable    = false
}

variable "service_name" {
  description = "Name of the service, exactly as it is."
  type        = string
  nullable    = false
}

variable "image" {
  description = "Image with its tag or digest."
  type        = string
  nullable    = false
}

variable "access_role_arn" {
  description = "Role by which App Runner reads the image, exactly as it is."
  type        = string
  nullable    = false
}

variable "vpc_connector_arn" {
  description = "Connector through which the service reaches the database; null = none."
  type        = string
  default     = null
}

variable "port" {
  description = "Port that the container listens on."
  type        = number
  nullable    = false
}

variable "cpu" {
  description = "CPU units, 1024 = one core."
  type        = number
  nullable    = false
}

variable "memory_mb" {
  description = "Memory in MB."
  type        = number
  nullable    = false
}

variable "environment" {
  description = "Variables that are no secrets."
  type        = map(string)
  nullable    = false
}

variable "secret_arns" {
  description = "Secrets by the variable they become when the service is deployed."
  type        = map(string)
  nullable    = false
}

variable "account_id" {
  description = "Number of the account."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  nullable    = false
}
