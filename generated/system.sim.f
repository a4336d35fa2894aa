system.v
