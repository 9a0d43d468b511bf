"""Turns of phrase that blame, frighten, promise too much or tell people to do harm: rules as data.

They have the form of the rules in `facts/wording.yml` and are searched for in the same way. They live here,
not among the authors' files, because they guard the safety of the people in the text.
"""

from coursekit.check.tone import blame, claims, fear, harm, promises

RULES = (*blame.RULES, *fear.RULES, *claims.RULES, *promises.RULES, *harm.RULES)
