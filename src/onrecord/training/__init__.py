"""How the shipped weights were made. Needs the `training` extra; nothing imports this package."""
