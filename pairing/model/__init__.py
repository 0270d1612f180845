"""The words of the field as types: records, labels, settings, findings, the report."""
