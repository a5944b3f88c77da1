"""Drills: reminders while everything around them is killed. `make drill` runs them."""
