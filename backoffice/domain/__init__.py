"""Pure rules: functions of values, no I/O, no SQL, no terminal."""
