import os

import pytest

from restorative.embedded import places
from restorative.embedded.places import Place, only_one, own_folder
from restorative.embedded.steps import Trouble


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Never the checkout's own."""
    monkeypatch.setattr(places, "RUN", tmp_path)


def test_a_second_run_is_told_who_is_running():
    with only_one("run"), pytest.raises(Trouble) as refusal, only_one("run"):
        pass

    assert str(refusal.value) == f"make run is already running here, pid {os.getpid()}."


def test_a_run_and_a_test_may_happen_at_once():
    with only_one("run"), only_one("test"):
        pass


def test_a_run_that_ended_makes_room():
    with only_one("run"):
        pass
    with only_one("run"):
        pass


def test_run_and_test_share_neither_data_nor_sockets():
    run, test = Place("run"), Place("test")

    assert run.data != test.data
    assert run.sockets != test.sockets


def test_a_socket_has_room_in_the_107_bytes_of_a_path():
    assert len(str(Place("test").sockets / ".s.PGSQL.5432")) < 107


def test_a_folder_that_somebody_else_put_there_is_refused(tmp_path):
    target = tmp_path / "theirs"
    target.mkdir()
    link = tmp_path / "link"
    link.symlink_to(target)

    with pytest.raises(Trouble, match="belongs to somebody else"):
        own_folder(link)
