"""What is due once its time has come."""
