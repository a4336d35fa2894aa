ulx3s-85f.v
mult18x18d_model.v
