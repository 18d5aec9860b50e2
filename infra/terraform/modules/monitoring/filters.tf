locals {
  role_name = replace(var.name, "/", "-")
  namespace = "Pulso/${var.name}"

  # Every name in these patterns is a field of a line that the program writes (docs/operations.md); a test reads them against real lines.
  # A run writes its line where it runs: in a task of the schedule, or in the API that was asked for it.
  run_filters = {
    GoodSyncs  = "{ $.msg = \"run ended\" && $.jobType = \"sync-mercadolivre\" && ($.status = \"SUCCESS\" || $.status = \"PARTIAL\") }"
    FailedRuns = "{ $.msg = \"run ended\" && $.status = \"FAILED\" }"
    # Of the failed ones: another attempt follows.
    RetriedRuns = "{ $.msg = \"trying again\" }"
  }
  api_filters = {
    ServerErrors    = "{ $.msg = \"answered\" && $.status >= 500 }"
    JobServerErrors = "{ $.msg = \"answered\" && $.route = \"/api/v1/jobs*\" && $.status >= 500 }"
    JobRefusals     = "{ $.msg = \"answered\" && $.route = \"/api/v1/jobs*\" && ($.status = 401 || $.status = 403) }"
  }

  filters = merge(
    { for pair in setproduct(keys(local.run_filters), ["api", "scheduler"]) : "${pair[0]}-${pair[1]}" => {
      metric = pair[0], log_group_name = var.log_group_names[pair[1]], pattern = local.run_filters[pair[0]]
    } },
    { for metric, pattern in local.api_filters : "${metric}-api" => {
      metric = metric, log_group_name = var.log_group_names["api"], pattern = pattern
    } },
  )
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.filters

  name           = "${local.role_name}-${each.key}"
  log_group_name = each.value.log_group_name
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = local.namespace
    name          = each.value.metric
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
