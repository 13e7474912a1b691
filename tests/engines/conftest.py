"""Which engines judge, and what they judge: packages made once, for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from engines.engine import NEWEST, Engine, started
from engines.workshop import Releases, Workshop


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        asked = metafunc.config.getoption("engine") or [NEWEST]
        releases = [NEWEST if one == "newest" else one for one in asked]
        metafunc.parametrize("engine", releases, indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with started(request.param) as judge:
        yield judge


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    return Releases(tmp_path_factory.mktemp("releases"))


@pytest.fixture(scope="session")
def workshop(
    engine: Engine, releases: Releases, tmp_path_factory: pytest.TempPathFactory
) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("engine"), engine, releases)
