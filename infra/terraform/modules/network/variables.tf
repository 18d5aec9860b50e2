variable "name" {
  description = "Beginning of every name."
  type        = string
  nullable    = false
}

variable "vpc_cidr" {
  description = "Addresses of the network, a /16 to /24."
  type        = string
  nullable    = false
}

variable "availability_zones" {
  description = "Zones with a public and a private subnet each."
  type        = list(string)
  nullable    = false
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  nullable    = false
}
