single.v
