"""A run through Airflow, and what it came to in words."""
