"""The administrators' terminal UI. It stands on `geleit.programme` and knows no region."""
