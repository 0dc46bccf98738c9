"""How wide columns are: the first is for words, the others for what is short."""

LINE_TWIPS = 9638  # between the margins of an A4 page: 17 cm
HUNDREDTHS = {2: (38, 62), 3: (48, 26, 26), 4: (40, 24, 16, 20), 5: (32, 17, 17, 17, 17)}
