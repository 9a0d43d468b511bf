"""Letters and short messages that a school edits and sends: for a word processor, and as plain text."""
