"""Writing tables for spreadsheets: CSV and XLSX that open right in Excel, and run nothing there."""
