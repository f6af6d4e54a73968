"""Charts that are painted: what each shows can be pointed at, walked through by the arrows and heard."""
