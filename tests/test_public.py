"""The names that the package promises are there, and the promise names them all."""

import importlib.metadata
import types

import onrecord


def test_every_promised_name_is_there() -> None:
    for name in onrecord.__all__:
        assert hasattr(onrecord, name), name


def test_every_public_name_of_the_package_is_promised() -> None:
    public = {
        name
        for name, value in vars(onrecord).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }

    assert public | {"__version__"} == set(onrecord.__all__)


def test_the_promise_is_in_order_and_names_nothing_twice() -> None:
    assert onrecord.__all__ == sorted(set(onrecord.__all__))


def test_every_promised_class_says_what_it_is() -> None:
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        assert not isinstance(value, type) or (value.__doc__ or "").strip(), name


def test_the_version_is_the_one_that_is_installed() -> None:
    assert importlib.metadata.version("onrecord") == onrecord.__version__
