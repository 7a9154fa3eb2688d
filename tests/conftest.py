"""What holds in every test: nothing is judged by how long it takes."""

from hypothesis import HealthCheck, settings

# A machine that does other work as well takes as long as it takes, and no property is about time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
