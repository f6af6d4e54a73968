"""A form of the store that does not exist yet, so that upgrades can be killed."""
