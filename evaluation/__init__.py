"""What the engine is measured on that this repository may hold: texts invented for the purpose."""
