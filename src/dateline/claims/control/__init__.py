"""Control: who holds, contests or lost a place."""
