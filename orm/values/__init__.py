"""Values that columns and texts hold, and how they are read and kept."""
