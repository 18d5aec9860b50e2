variable "name" {
  description = "Name of the group; slashes become dashes."
  type        = string
  nullable    = false
}

variable "enabled" {
  description = "Whether the schedules exist. Group, role and queue do in any case."
  type        = bool
  nullable    = false
}

variable "state" {
  description = "ENABLED, or DISABLED to pause without removing anything."
  type        = string
  nullable    = false
}

variable "timezone" {
  description = "Zone in which the expressions are read."
  type        = string
  nullable    = false
}

variable "tenant_id" {
  description = "The tenant that the jobs run for; empty = every active one."
  type        = string
  nullable    = false
}

variable "schedules" {
  description = "What runs when, by the name of the schedule in the program."
  type = map(object({
    job         = string
    expression  = string
    description = string
  }))
  nullable = false
}

variable "cluster_arn" {
  description = "Cluster that tasks are started in."
  type        = string
  nullable    = false
}

variable "task_definition_arn" {
  description = "Revision of the task definition that is started."
  type        = string
  nullable    = false
}

variable "task_definition_arn_without_revision" {
  description = "All revisions of it: a schedule may start any."
  type        = string
  nullable    = false
}

variable "task_role_arns" {
  description = "Roles of the task, which the schedule passes on."
  type        = list(string)
  nullable    = false
}

variable "container_name" {
  description = "Container whose arguments are given."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Subnets of the tasks."
  type        = list(string)
  nullable    = false
}

variable "security_group_id" {
  description = "Security group of the tasks."
  type        = string
  nullable    = false
}

variable "assign_public_ip" {
  description = "Whether tasks have a public address."
  type        = bool
  nullable    = false
}

variable "account_id" {
  description = "Number of the account."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that takes some; a schedule takes none."
  type        = map(string)
  nullable    = false
}
