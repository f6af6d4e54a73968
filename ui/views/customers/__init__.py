"""The customers' page: a list that finds as one types, and who a customer is, what was agreed and what is open."""
