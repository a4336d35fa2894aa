quad.v
