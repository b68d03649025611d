DROP TABLE signs, processes, schedules;
