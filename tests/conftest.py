"""What the tests share."""
from hypothesis import settings

# One process of the run can be slow while another loads a model; a deadline would only add noise.
settings.register_profile("zhengtu", deadline=None, derandomize=True)
settings.load_profile("zhengtu")
