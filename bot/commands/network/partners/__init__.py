"""The screens of calls for partners, one file a screen."""
