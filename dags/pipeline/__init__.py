"""What the DAG files share: settings, parameters, the ECS operator, the lock sensor."""
