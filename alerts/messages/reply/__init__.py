"""The words of reply help, as neutral messages: the same in the chat, in a letter and on a page."""
