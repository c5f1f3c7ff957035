-- The addresses, of a replica that knows their patients by the application's id alone.
(SELECT a.*, p."Patient Id" FROM ${source_table(DIMPATIENTADDRESS)} a
    LEFT JOIN ${source_table(DIMPATIENT)} p ON p."Application Patient Id" = a."Application Patient Id")
