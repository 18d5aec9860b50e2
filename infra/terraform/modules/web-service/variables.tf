variable "name" {
  description = "Name of load balancer and target group; slashes become dashes."
  type        = string
  nullable    = false
}

variable "cluster_arn" {
  description = "Cluster that the service runs in."
  type        = string
  nullable    = false
}

variable "task_definition_arn" {
  description = "Revision of the task definition that is run."
  type        = string
  nullable    = false
}

variable "container_name" {
  description = "Container that answers."
  type        = string
  nullable    = false
}

variable "port" {
  description = "Port that the container listens on."
  type        = number
  nullable    = false
}

variable "desired_count" {
  description = "How many copies run."
  type        = number
  nullable    = false
}

variable "vpc_id" {
  description = "Network of load balancer and tasks."
  type        = string
  nullable    = false
}

variable "task_subnet_ids" {
  description = "Subnets of the tasks."
  type        = list(string)
  nullable    = false
}

variable "load_balancer_subnet_ids" {
  description = "Public subnets of the load balancer, in at least two zones."
  type        = list(string)
  nullable    = false
}

variable "assign_public_ip" {
  description = "Whether tasks have a public address."
  type        = bool
  nullable    = false
}

variable "task_security_group_id" {
  description = "Security group of the tasks, into which the load balancer is let."
  type        = string
  nullable    = false
}

variable "certificate_arn" {
  description = "Certificate of the public address."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  nullable    = false
}
