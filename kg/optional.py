"""Libraries that only some need: those of the extras of `pyproject.toml`."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def need(module: str, extra: str) -> ModuleType:
    """The module, imported. Raises ImportError, with the command that installs it, where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ImportError(
            f"This needs {module.partition('.')[0]}, which is not installed: pip install 'zhengtu[{extra}]' brings it."
        ) from error
