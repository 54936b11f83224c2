"""What the tests share."""
import atexit
import os
import shutil
import tempfile

from hypothesis import settings

# One process of the run can be slow while another loads a model; a deadline would only add noise.
settings.register_profile("zhengtu", deadline=None, derandomize=True)
settings.load_profile("zhengtu")

# Caches of the builds that tests start, also in processes of their own, are not the user's.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="zhengtu-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
