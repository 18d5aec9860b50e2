variable "name" {
  description = "Beginning of every name; slashes become dashes."
  type        = string
  nullable    = false
}

variable "log_group_names" {
  description = "Log groups to count in."
  type        = object({ api = string, scheduler = string })
  nullable    = false
}

variable "schedule_group_name" {
  description = "Group of the schedules."
  type        = string
  nullable    = false
}

variable "dead_letter_queue_name" {
  description = "Queue of starts that failed for good."
  type        = string
  nullable    = false
}

variable "cluster_arn" {
  description = "Cluster of the tasks."
  type        = string
  nullable    = false
}

variable "task_family" {
  description = "Task definition of the tasks of the schedule."
  type        = string
  nullable    = false
}

variable "freshness_alarm_hours" {
  description = "After so many hours without a good sync somebody is told."
  type        = number
  nullable    = false
}

variable "alarm_emails" {
  description = "Who is told. Each has to confirm a mail once."
  type        = list(string)
  nullable    = false
}

variable "load_balancer_arn_suffix" {
  description = "How CloudWatch names the load balancer; null = there is none."
  type        = string
  default     = null
}

variable "database_identifier" {
  description = "Name of the database instance; null = it is not ours."
  type        = string
  default     = null
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
