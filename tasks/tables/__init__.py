"""The published tables, declared once; schema, validation, dictionary and view comments derive from the declarations."""
