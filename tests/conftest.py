"""What every test shares: how much hypothesis tries, always the same examples in the same order."""

from hypothesis import HealthCheck, settings

from tests.display import display as display  # a fixture for all

_quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile(
    "suite", max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=_quiet
)
settings.register_profile(
    "search", max_examples=3000, deadline=None, derandomize=False, print_blob=True, suppress_health_check=_quiet
)
settings.load_profile("suite")
