variable "name" {
  description = "Name of the instance and beginning of every other name."
  type        = string
  nullable    = false
}

variable "vpc_id" {
  description = "Network of the instance."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "At least two subnets in different zones."
  type        = list(string)
  nullable    = false
}

variable "engine_major_version" {
  description = "Major version of PostgreSQL."
  type        = string
  nullable    = false
}

variable "instance_class" {
  description = "Size of the instance."
  type        = string
  nullable    = false
}

variable "storage_gb" {
  description = "Storage to begin with, in GiB; it grows by itself to ten times as much."
  type        = number
  nullable    = false
}

variable "multi_az" {
  description = "Whether a second instance stands by in another zone."
  type        = bool
  nullable    = false
}

variable "backup_days" {
  description = "For how many days backups are kept."
  type        = number
  nullable    = false
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  nullable    = false
}
