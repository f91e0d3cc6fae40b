"""What people see: redacted notebooks, feedback, report, exports."""
