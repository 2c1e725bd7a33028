"""Reading: everything by its page, and never "none" for "not allowed to see"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.openstack.cloud.model import Found, Unmodelled
from tests.e2e.openstack.cloud.reading import Refused, read
from tests.providers.openstack.api import ANSWERS, GROUP, NETWORK, PROJECT, SECRET, connection

PROJECTS = {"hub": PROJECT}


def _read(answers: dict[str, Any], roles: tuple[str, ...] = ("reader", "admin")) -> Found:
    return read(connection(answers, roles)[0], PROJECTS)


def test_what_is_there_is_read() -> None:
    found = _read(dict(ANSWERS))
    assert [one.wire for one in found.networks] == ["vxlan/-/17"]
    assert [(one.bootable, one.servers, one.key) for one in found.volumes] == [(True, ("m1",), "k1")]
    assert [(one.provider, one.key_size) for one in found.volume_types] == [("luks", 256)]
    assert [(one.id, one.creator, one.project_access) for one in found.secrets] == [("s1", "u1", False)]
    assert found.unmodelled == (Unmodelled("trunk", "t1", PROJECT),)
    assert [one.name for one in found.groups] == ["default"]
    assert json.loads(json.dumps(found.plain()))["projects"] == PROJECTS


@pytest.mark.parametrize("status", [401, 403, 404, 500, 503])
@pytest.mark.parametrize("path", ANSWERS)
def test_a_refusal_is_an_error_that_names_the_path(path: str, status: int) -> None:
    with pytest.raises(Refused, match=f"found the answer {status} of {path.partition('?')[0]} "):
        _read({**ANSWERS, path: status})


def test_a_connection_that_is_no_admins_is_refused_before_it_asks() -> None:
    opened, api = connection(ANSWERS, ("member", "reader"))
    with pytest.raises(Refused, match="found the roles member, reader"):
        read(opened, PROJECTS)
    assert api.asked == []


def test_a_project_without_its_default_group_is_not_shown() -> None:
    hidden = {**ANSWERS, f"/security-groups?project_id={PROJECT}": {"security_groups": []}}
    with pytest.raises(Refused, match="found no default security group of hub"):
        _read(hidden)


def test_every_page_is_read() -> None:
    links = [{"rel": "previous", "href": "/nowhere"}, {"rel": "next", "href": "/networks-2"}]
    second = {"networks": [{**NETWORK, "id": "n2"}], "networks_links": [{"rel": "previous", "href": "/networks"}]}
    pages = {"/networks": {"networks": [NETWORK], "networks_links": links}, "/networks-2": second}
    assert [one.id for one in _read({**ANSWERS, **pages}).networks] == ["n1", "n2"]


def test_every_page_of_secrets_is_read() -> None:
    more = {
        "/secrets?limit=100&offset=0": {"secrets": [SECRET], "total": 101},
        "/secrets?limit=100&offset=100": {"secrets": [{**SECRET, "secret_ref": "/v1/secrets/s2"}], "total": 101},
        "/secrets/s2/acl": {"read": {"project-access": True}},
    }
    found = _read({**ANSWERS, **more}).secrets
    assert [(one.id, one.project_access) for one in found] == [("s1", False), ("s2", True)]


def test_secrets_are_asked_for_within_their_project() -> None:
    opened, _ = connection(ANSWERS)
    read(opened, PROJECTS)
    assert vars(opened)["scoped_to"] == [{"id": PROJECT}]


def test_what_the_cloud_does_not_have_is_not_asked_for() -> None:
    opened, api = connection({**ANSWERS, "/extensions": {"extensions": []}})
    read(opened, PROJECTS)
    assert "/trunks" not in api.asked


def test_groups_of_other_projects_are_read_as_well() -> None:
    foreign = {**GROUP, "id": "g2", "project_id": "other", "name": "lb"}
    answers = {**ANSWERS, "/security-groups": {"security_groups": [foreign]}}
    assert {one.id for one in _read(answers).groups} == {"g1", "g2"}
