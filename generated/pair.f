pair.v
