"""What a person can do, one file per verb; joins pipeline and store."""
