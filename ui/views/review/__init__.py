"""The review of an agreement: where the gaps are between what was agreed, achieved, achievable and wished."""
