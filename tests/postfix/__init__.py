"""The second leg: a real Postfix between us and those we write to, named by VIGIE_TEST_POSTFIX (see `.ci/postfix`).

Its tests are skipped where there is none.
"""
