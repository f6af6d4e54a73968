"""Modules that are loaded when first used: what the first painted window does not need must not keep it waiting."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def later_on(name: str) -> ModuleType:
    """The module of that name; it is run when something of it is asked for."""
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
