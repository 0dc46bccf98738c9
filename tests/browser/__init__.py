"""The pages in Debian's Chromium, as somebody meets them: on a phone, without JavaScript, by keyboard, by night."""
