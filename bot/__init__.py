"""People, the clock and the process: command line, configuration, schedule, wiring."""
