"""How wide the columns of a table are, by their number."""

LINE_TWIPS = 9638  # between the margins of an A4 page: 17 cm
HUNDREDTHS = {2: (45, 55), 3: (28, 38, 34), 4: (40, 24, 16, 20), 5: (32, 17, 17, 17, 17)}
