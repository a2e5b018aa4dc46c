"""The console's pages: widgets in ``page.py``, what they show in ``view_model.py``."""
