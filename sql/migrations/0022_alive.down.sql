DROP TABLE open_updates, signs, processes, schedules;
