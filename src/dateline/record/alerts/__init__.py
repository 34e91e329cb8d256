"""Alerts: saved questions that are asked of whatever comes in, and who is told of what fits."""
