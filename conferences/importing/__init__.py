"""A service's old spreadsheet, from the uploaded file to understood rows. No database here."""
