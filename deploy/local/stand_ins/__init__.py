"""What stands on this machine in place of AWS, Snowflake and the servers around them, and what starts it."""

import os

# A person's proxy and profile of AWS are for what is elsewhere: here they would be asked for this machine's addresses.
for _name in ("no_proxy", "NO_PROXY"):
    os.environ[_name] = ",".join(filter(None, [os.environ.get(_name), "127.0.0.1", "localhost"]))
for _name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
    os.environ.pop(_name, None)
