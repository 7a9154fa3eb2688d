"""Steps from one layout of the book to the next, run by Alembic when an older book is opened."""
