variable "name" {
  description = "Beginning of every name."
  type        = string
  default     = "pulso"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}$", var.name))
    error_message = "name must begin with a letter and hold at most 16 small letters, digits and dashes."
  }
}

variable "environment" {
  description = "Which of several installations this is; the secrets' names begin with it (prod/INTERNAL_JOBS_KEY)."
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,9}$", var.environment))
    error_message = "environment must begin with a letter and hold at most 10 small letters, digits and dashes."
  }
}

variable "tags" {
  description = "Tags of everything, beside Application, Environment and ManagedBy."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tags) <= 40 && alltrue([for key in keys(var.tags) : !startswith(lower(key), "aws:")])
    error_message = "tags may be 40 at most, and none may begin with aws:."
  }
}

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

variable "cpu_architecture" {
  description = "X86_64 or ARM64, as the images were built."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "cpu_architecture must be X86_64 or ARM64."
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
  description = "Certificate (ACM) of public_url; required unless the API runs on App Runner."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? var.app_runner_service != null : can(regex("^arn:[a-z-]+:acm:", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM; without one the internal key would travel in the clear."
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

variable "environment_variables" {
  description = "Further variables of .env.example that are no secrets, such as FRESH_WITHIN_MINUTES; for every program."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for name in keys(var.environment_variables) : can(regex("^[A-Z][A-Z0-9_]*$", name)) && !can(regex("KEY|SECRET|PASSWORD|TOKEN|DATABASE_(REPLICA_)?URL|SMTP_URL|WEBHOOK|HEARTBEAT|HEADERS", name))
    ])
    error_message = "environment_variables holds names in capitals and no secret: those are put into Secrets Manager (existing_secret_arns)."
  }
}

variable "existing_secret_arns" {
  description = "Secrets that are there already, by variable. DATABASE_URL, TOKEN_ENCRYPTION_KEY and MELI_CLIENT_SECRET are made empty when left out; DATABASE_REPLICA_URL, ALERT_WEBHOOK_URL, SMTP_URL and HEARTBEAT_URL are optional. INTERNAL_JOBS_KEY is always made."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for name, arn in var.existing_secret_arns : can(regex("^arn:[a-z-]+:secretsmanager:", arn)) && contains([
        "DATABASE_URL", "TOKEN_ENCRYPTION_KEY", "MELI_CLIENT_SECRET",
        "DATABASE_REPLICA_URL", "ALERT_WEBHOOK_URL", "SMTP_URL", "HEARTBEAT_URL",
      ], name)
    ])
    error_message = "existing_secret_arns takes ARNs of Secrets Manager by DATABASE_URL, TOKEN_ENCRYPTION_KEY, MELI_CLIENT_SECRET, DATABASE_REPLICA_URL, ALERT_WEBHOOK_URL, SMTP_URL or HEARTBEAT_URL."
  }
}

variable "vpc_id" {
  description = "Network that is there already; null = a new one."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_id == null || can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id must look like vpc-0123456789abcdef0, or be null for a new network."
  }
}

variable "vpc_cidr" {
  description = "Addresses of a new network."
  type        = string
  default     = "10.40.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && can(regex("/(1[6-9]|2[0-4])$", var.vpc_cidr))
    error_message = "vpc_cidr must be a range from /16 to /24, such as 10.40.0.0/16."
  }
}

variable "availability_zones" {
  description = "Zones of a new network; empty = the first two of the region."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.availability_zones) == 0 || (length(var.availability_zones) >= 2 && length(var.availability_zones) <= 8)
    error_message = "availability_zones must name 2 to 8 zones, or none."
  }
}

variable "task_subnet_ids" {
  description = "Subnets of the tasks in an existing network; they need a way to the internet."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = (var.vpc_id == null) == (length(var.task_subnet_ids) == 0)
    error_message = "task_subnet_ids goes with vpc_id: name at least one subnet of an existing network, and none of a new one."
  }
}

variable "load_balancer_subnet_ids" {
  description = "Public subnets, in two zones at least, of the load balancer in an existing network."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = (
      var.vpc_id == null || var.app_runner_service != null ? length(var.load_balancer_subnet_ids) == 0 : length(var.load_balancer_subnet_ids) >= 2
    )
    error_message = "load_balancer_subnet_ids must name two public subnets of an existing network, and none when the network is new or the API runs on App Runner."
  }
}

variable "database_subnet_ids" {
  description = "Subnets, in two zones at least, of a new database in an existing network."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = (
      var.vpc_id != null && var.create_database ? length(var.database_subnet_ids) >= 2 : length(var.database_subnet_ids) == 0
    )
    error_message = "database_subnet_ids must name two subnets for a new database in an existing network, and none otherwise."
  }
}

variable "assign_public_ip" {
  description = "Whether tasks in an existing network get a public address; in a new one they do."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = var.vpc_id != null || !var.assign_public_ip
    error_message = "assign_public_ip must be left out of a new network, where tasks have a public address anyway."
  }
}

variable "create_database" {
  description = "Whether a new PostgreSQL (RDS) is made. Otherwise DATABASE_URL names one that is there already."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = !var.create_database || !contains(keys(var.existing_secret_arns), "DATABASE_URL")
    error_message = "create_database must be false when existing_secret_arns names the DATABASE_URL of a database that is there already."
  }
}

variable "database_security_group_id" {
  description = "Security group of an existing database, which then lets the tasks in; null = its rules are not touched."
  type        = string
  default     = null

  validation {
    condition     = var.database_security_group_id == null || (!var.create_database && can(regex("^sg-[0-9a-f]+$", var.database_security_group_id)))
    error_message = "database_security_group_id must look like sg-0123456789abcdef0, and goes with create_database = false."
  }
}

variable "database_engine_version" {
  description = "Major version of a new PostgreSQL."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17", "18"], var.database_engine_version)
    error_message = "database_engine_version must be 15, 16, 17 or 18."
  }
}

variable "database_instance_class" {
  description = "Size of a new database."
  type        = string
  default     = "db.t4g.small"
  nullable    = false

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.database_instance_class))
    error_message = "database_instance_class must look like db.t4g.small."
  }
}

variable "database_storage_gb" {
  description = "Storage of a new database, in GiB; it grows by itself to ten times as much."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.database_storage_gb >= 20 && var.database_storage_gb <= 6000 && floor(var.database_storage_gb) == var.database_storage_gb
    error_message = "database_storage_gb must be a whole number from 20 to 6000."
  }
}

variable "database_multi_az" {
  description = "Whether a second instance of a new database stands by in another zone."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = var.create_database || !var.database_multi_az
    error_message = "database_multi_az goes with create_database = true."
  }
}

variable "database_backup_days" {
  description = "For how many days backups of a new database are kept."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.database_backup_days >= 1 && var.database_backup_days <= 35 && floor(var.database_backup_days) == var.database_backup_days
    error_message = "database_backup_days must be a whole number from 1 to 35; without backups nothing is ever repaired."
  }
}

variable "app_runner_service" {
  description = "An App Runner service that is there already and goes on running the API, exactly as it is: import it first (README). null = the API runs on Fargate."
  type = object({
    service_name      = string
    access_role_arn   = string
    vpc_connector_arn = optional(string)
  })
  default = null

  validation {
    condition = var.app_runner_service == null || (
      can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{3,39}$", var.app_runner_service.service_name)) &&
      can(regex("^arn:[a-z-]+:iam:", var.app_runner_service.access_role_arn)) &&
      can(regex("^(|arn:[a-z-]+:apprunner:.+:vpcconnector/.+)$", coalesce(var.app_runner_service.vpc_connector_arn, " ") == " " ? "" : var.app_runner_service.vpc_connector_arn))
    )
    error_message = "app_runner_service needs service_name, access_role_arn (an IAM role) and, where it has one, vpc_connector_arn."
  }
}

variable "api_cpu" {
  description = "CPU units of one copy of the API, 1024 = one core."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.api_cpu)
    error_message = "api_cpu must be 256, 512, 1024, 2048 or 4096."
  }
}

variable "api_memory_mb" {
  description = "Memory of one copy of the API, in MiB."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.api_memory_mb >= 2 * var.api_cpu && var.api_memory_mb <= 8 * var.api_cpu && var.api_memory_mb % 512 == 0
    error_message = "api_memory_mb must be a multiple of 512 from two to eight times api_cpu, as Fargate demands."
  }
}

variable "api_desired_count" {
  description = "How many copies of the API run on Fargate; 0 until the images and secrets are there."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.api_desired_count >= 0 && var.api_desired_count <= 20 && floor(var.api_desired_count) == var.api_desired_count
    error_message = "api_desired_count must be a whole number from 0 to 20."
  }
}

variable "scheduler_cpu" {
  description = "CPU units of one task of the schedule, 1024 = one core."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.scheduler_cpu)
    error_message = "scheduler_cpu must be 256, 512, 1024, 2048 or 4096."
  }
}

variable "scheduler_memory_mb" {
  description = "Memory of one task of the schedule, in MiB."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.scheduler_memory_mb >= 2 * var.scheduler_cpu && var.scheduler_memory_mb <= 8 * var.scheduler_cpu && var.scheduler_memory_mb % 512 == 0
    error_message = "scheduler_memory_mb must be a multiple of 512 from two to eight times scheduler_cpu, as Fargate demands."
  }
}

variable "enable_scheduler" {
  description = "Whether the schedules exist. false removes them and nothing else: secrets, queue, logs and data stay."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.enable_scheduler || var.create_database || var.database_security_group_id != null || contains(keys(var.existing_secret_arns), "DATABASE_URL") || var.vpc_id != null
    error_message = "enable_scheduler needs a database that its tasks reach: a new one, or the network (vpc_id) of one that is there already."
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

variable "timezone" {
  description = "Zone in which the schedules are read, as IANA names it."
  type        = string
  default     = "America/Sao_Paulo"
  nullable    = false

  validation {
    condition     = can(regex("^(UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+){1,2})$", var.timezone))
    error_message = "timezone must be a name such as America/Sao_Paulo or UTC."
  }
}

variable "log_retention_days" {
  description = "For how many days log lines are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a number that CloudWatch knows, such as 30, 90 or 365."
  }
}

variable "alarm_emails" {
  description = "Who is told of alarms. Each has to confirm a mail once."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alarm_emails must hold addresses such as ops@example.com."
  }
}

variable "freshness_alarm_hours" {
  description = "After so many hours without a good sync somebody is told."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.freshness_alarm_hours >= 2 && var.freshness_alarm_hours <= 168 && floor(var.freshness_alarm_hours) == var.freshness_alarm_hours
    error_message = "freshness_alarm_hours must be a whole number from 2 to 168."
  }
}
