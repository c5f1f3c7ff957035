#!/usr/bin/env python3
"""Starts the AWS of this machine by itself; --help says how."""

from stand_ins.aws.server import main

if __name__ == "__main__":
    main()
