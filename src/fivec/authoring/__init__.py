"""What people fill in: starters, the workbook to code in, cases made of the files of others."""
