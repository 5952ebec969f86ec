"""A workbook's sheets: what stands in which cell, and how XlsxWriter sets it."""
