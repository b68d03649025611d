DROP TABLE shown_errors;
