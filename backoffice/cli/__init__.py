"""The line commands: every act of the desk as plain German text, usable with a screen reader and in scripts."""
