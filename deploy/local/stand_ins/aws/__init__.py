"""AWS on one port: ECS and CloudWatch Logs of our own, everything else from moto."""
