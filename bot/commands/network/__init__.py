"""The screens of `/reseau` and of `/diffuser`, one file a screen."""
