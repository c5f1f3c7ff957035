#!/usr/bin/env python3
"""Starts the warehouse's stand-in by itself; --help says how."""

from stand_ins.warehouse.server import main

if __name__ == "__main__":
    main()
