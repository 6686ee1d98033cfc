"""Reports: figures with their meaning, to look at and to hand out."""
