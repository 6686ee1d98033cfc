"""Files in and out: spreadsheets of applications and lists in, letters, tables and reports out."""
