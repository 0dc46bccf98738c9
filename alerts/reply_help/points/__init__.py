"""The sixteen questions of the go / no-go grid, answered as far as the notice and the profile know. Each function gives
an `Answered` for one point; rules and thresholds name their source beside them."""
