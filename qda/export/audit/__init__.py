"""The audit trail in six classes: a folder that an auditor opens without the program."""
