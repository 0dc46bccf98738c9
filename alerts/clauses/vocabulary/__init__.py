"""The words of the law and of buyers, as plain French wordings by concept. Add a wording: add a line to a tuple.

How a wording is found is told in `alerts.clauses.words`; the rules that use the concepts are in `alerts.clauses`.
"""
