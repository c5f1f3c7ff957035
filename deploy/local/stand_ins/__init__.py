"""What stands on this machine in place of AWS, Snowflake and the servers around them, and what starts it."""
