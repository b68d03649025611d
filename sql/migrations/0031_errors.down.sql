-- Forgets the counts; the log stays.

DROP TABLE error_occurrences, error_groups;
