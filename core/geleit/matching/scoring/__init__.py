"""From columns to scores: scorers called, their answers checked, official whole numbers and their parts."""
