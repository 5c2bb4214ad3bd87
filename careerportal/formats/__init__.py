"""How dates and numbers are written in each language of the portal: Django finds these by FORMAT_MODULE_PATH."""
