"""The policy for whoever deploys has what deploy.py asks for and what CloudFormation makes in its name."""

from __future__ import annotations

import json
import re

import boto3

from conftest import AWS, LARGEST_POLICY
from test_stack import RESOURCES

POLICY = json.loads((AWS / "deployer-policy.json").read_text())
PREFIXES = {"mwaa": "airflow"}
OTHER_NAMES = {"s3:HeadObject": "s3:GetObject", "s3:ListObjectsV2": "s3:ListBucket"}
FOR_NOBODY = {"sts:GetCallerIdentity"}  # which everybody may
MAKES = {
    "AWS::CloudWatch::Alarm": "cloudwatch:PutMetricAlarm",
    "AWS::EC2::SecurityGroup": "ec2:CreateSecurityGroup",
    "AWS::EC2::SecurityGroupEgress": "ec2:AuthorizeSecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress": "ec2:AuthorizeSecurityGroupIngress",
    "AWS::ECR::Repository": "ecr:CreateRepository",
    "AWS::ECS::Cluster": "ecs:CreateCluster",
    "AWS::ECS::TaskDefinition": "ecs:RegisterTaskDefinition",
    "AWS::Events::Rule": "events:PutRule",
    "AWS::IAM::ManagedPolicy": "iam:CreatePolicy",
    "AWS::IAM::Role": "iam:CreateRole",
    "AWS::Logs::LogGroup": "logs:CreateLogGroup",
    "AWS::Logs::MetricFilter": "logs:PutMetricFilter",
    "AWS::S3::Bucket": "s3:CreateBucket",
    "AWS::S3::BucketPolicy": "s3:PutBucketPolicy",
    "AWS::SNS::Subscription": "sns:Subscribe",
    "AWS::SNS::Topic": "sns:CreateTopic",
    "AWS::SNS::TopicPolicy": "sns:SetTopicAttributes",
}

# What CloudFormation asks for beside that, by the schemas of its resources: without it a change or its rollback fails.
LOOKS_AT = {
    "AWS::CloudWatch::Alarm": {"cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"},
    "AWS::ECR::Repository": {"ecr:DescribeRepositories", "ecr:GetRepositoryPolicy", "ecr:ListTagsForResource"},
    "AWS::ECS::Cluster": {"ecs:DescribeClusters", "iam:CreateServiceLinkedRole"},  # the first one of an account
    "AWS::Events::Rule": {"events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"},
    "AWS::IAM::ManagedPolicy": {"iam:GetPolicy", "iam:ListEntitiesForPolicy", "iam:ListPolicyVersions"},
    "AWS::SNS::Topic": {"sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:ListTagsForResource"},
}


def allowed() -> set[str]:
    actions = [each["Action"] for each in POLICY["Statement"]]
    return {action for each in actions for action in ([each] if isinstance(each, str) else each)}


def test_it_has_every_call_of_a_deployment(run, aws, monkeypatch):
    aws.client("s3").create_bucket(Bucket="mwaa")
    asked: set[str] = set()
    send = boto3.session.Session.client

    def client(self, service, *words, **options):
        made = send(self, service, *words, **options)
        made.meta.events.register(
            "before-call", lambda model, **_: asked.add(f"{PREFIXES.get(service, service)}:{model.name}")
        )
        return made

    monkeypatch.setattr(boto3.session.Session, "client", client)
    code, said = run(MWAA_BUCKET="mwaa")
    assert code == 0, said
    assert len(asked) > 10
    assert {OTHER_NAMES.get(each, each) for each in asked} - FOR_NOBODY - allowed() == set()


def test_it_has_what_makes_each_part_of_the_stack_and_is_small_enough():
    assert {MAKES[each["Type"]] for each in RESOURCES.values()} - allowed() == set()
    looks = [LOOKS_AT.get(each["Type"], set()) for each in RESOURCES.values()]
    assert set().union(*looks) - allowed() == set()
    assert len(json.dumps(POLICY, separators=(",", ":"))) < LARGEST_POLICY
    assert not [action for action in allowed() if "*" in action]
    assert len(re.findall("MWAA_BUCKET", json.dumps(POLICY))) == 2  # what is to be filled in
