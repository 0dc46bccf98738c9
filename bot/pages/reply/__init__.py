"""`/a/…/aide`: reply help on pages, one file a page. Everything stands on one structure before one lot."""
