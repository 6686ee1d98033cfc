"""The screens of `geleit run` at any size, beside Textual's own table with the same rows."""
