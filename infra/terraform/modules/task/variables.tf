variable "name" {
  description = "Log group without its first slash; family and roles have dashes in it."
  type        = string
  nullable    = false
}

variable "container_name" {
  description = "Name of the only container."
  type        = string
  nullable    = false
}

variable "image" {
  description = "Image with its tag or digest."
  type        = string
  nullable    = false
}

variable "command" {
  description = "Arguments of the program; null = those of the image."
  type        = list(string)
  default     = null
}

variable "cpu" {
  description = "Fargate CPU units, 1024 = one core."
  type        = number
  nullable    = false
}

variable "memory_mb" {
  description = "Memory in MiB."
  type        = number
  nullable    = false
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64, as the image was built."
  type        = string
  nullable    = false
}

variable "ports" {
  description = "Ports that the container listens on."
  type        = list(number)
  default     = []
  nullable    = false
}

variable "environment" {
  description = "Variables that are no secrets."
  type        = map(string)
  nullable    = false
}

variable "secret_arns" {
  description = "Secrets by the variable they become when the task starts."
  type        = map(string)
  nullable    = false
}

variable "log_retention_days" {
  description = "For how many days lines are kept."
  type        = number
  nullable    = false
}

variable "partition" {
  description = "Partition of the account, such as aws."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the account."
  type        = string
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
