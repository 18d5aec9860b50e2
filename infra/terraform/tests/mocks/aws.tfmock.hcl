# What AWS would make up, the same in every run, so that plans can be compared.
mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}
mock_data "aws_partition" {
  defaults = { partition = "aws" }
}
mock_data "aws_region" {
  defaults = { id = "sa-east-1" }
}
mock_data "aws_availability_zones" {
  defaults = { names = ["sa-east-1a", "sa-east-1b", "sa-east-1c"] }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = { arn = "arn:aws:secretsmanager:sa-east-1:123456789012:secret:made-AbCdEf" }
}
mock_resource "aws_iam_role" {
  defaults = { id = "made-role", arn = "arn:aws:iam::123456789012:role/made-role" }
}
mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:sa-east-1:123456789012:log-group:made" }
}
mock_resource "aws_ecs_cluster" {
  defaults = { arn = "arn:aws:ecs:sa-east-1:123456789012:cluster/made" }
}
mock_resource "aws_ecs_task_definition" {
  defaults = {
    arn                  = "arn:aws:ecs:sa-east-1:123456789012:task-definition/made:1"
    arn_without_revision = "arn:aws:ecs:sa-east-1:123456789012:task-definition/made"
  }
}
mock_resource "aws_scheduler_schedule_group" {
  defaults = { arn = "arn:aws:scheduler:sa-east-1:123456789012:schedule-group/made" }
}
mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:sa-east-1:123456789012:made"
    url = "https://sqs.sa-east-1.amazonaws.com/123456789012/made"
  }
}
mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:sa-east-1:123456789012:made" }
}
mock_resource "aws_cloudwatch_metric_alarm" {
  defaults = { arn = "arn:aws:cloudwatch:sa-east-1:123456789012:alarm:made" }
}
mock_resource "aws_security_group" {
  defaults = { id = "sg-0aaaaaaaaaaaaaaaa" }
}
mock_resource "aws_subnet" {
  defaults = { id = "subnet-0aaaaaaaaaaaaaaaa" }
}
mock_resource "aws_lb" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:sa-east-1:123456789012:loadbalancer/app/made/0123456789abcdef"
    arn_suffix = "app/made/0123456789abcdef"
  }
}
mock_resource "aws_lb_target_group" {
  defaults = { arn = "arn:aws:elasticloadbalancing:sa-east-1:123456789012:targetgroup/made/0123456789abcdef" }
}
