"""The stock page: every SKU, why its number is what it is, rules, mapping, pushing."""
