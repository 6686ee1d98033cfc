"""Who is assigned to whom, usable without people at all: score tables in, the best pairs and their proof out."""
