ulx3s-85f.v
