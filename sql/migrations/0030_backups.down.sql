-- Forgets when backups were made; the files stay.

DROP TABLE backups;
