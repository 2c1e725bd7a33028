"""SOV-CTL-005: every external service is admitted, and none is under foreign control."""

from __future__ import annotations

import base64
import gzip

import pytest

from plan.model import PlannedResource
from plan.values import UNKNOWN, Secret
from policies.examples import Case
from policies.model import Result
from tests.policies.cases import cases, check_all_results, check_example
from tests.policies.net.asking import asked, fails, thing
from tests.policies.records import said_of, stack_of

RULE = "SOV-CTL-005"


@cases(RULE)
def test_example(case: Case) -> None:
    check_example(RULE, case)


def test_examples_show_every_result() -> None:
    check_all_results(RULE)


TOKEN = "scaleway:instance/server:Server"


def document(text: str) -> list[str]:
    return fails(RULE, thing(TOKEN, "host", cloudInit=f"#cloud-config\n{text}\n"))


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


EVASIONS = {
    "upper case": "runcmd: [curl HTTPS://GET.DOCKER.COM/]",
    "trailing dot": "runcmd: [curl https://get.docker.com./]",
    "port": "runcmd: [curl https://get.docker.com:8443/]",
    "credentials": "runcmd: [curl https://user:word@get.docker.com/]",
    "a good host before the at": "runcmd: [curl https://s3.fr-par.scw.cloud@get.docker.com/]",
    "a backslash": "runcmd: [curl 'https://s3.fr-par.scw.cloud\\@get.docker.com/']",
    "escaped slashes": '{"url": "https:\\/\\/get.docker.com\\/x"}',
    "no scheme": "runcmd: [curl -fsSL -o /tmp/x.sh get.docker.com/x.sh]",
    "no scheme, no register": "runcmd: [wget -q -O - fetch.unheard-of.io/x.sh]",
    "internationalised": "runcmd: [curl https://dépôt.example.io/]",
    "full-width stop": "runcmd: [curl https://get\uff0edocker.com/]",
    "address": "runcmd: [curl https://140.82.121.4/]",
    "address of version six": "runcmd: [curl 'https://[2606:4700:4700::1111]/']",
    "address in another notation": "runcmd: [curl http://2354086148/]",
    "name server": "resolv_conf: {nameservers: [8.8.8.8]}",
    "percent signs": "runcmd: [curl https://get%2Edocker.com/]",
    "base64": f"write_files: [{{encoding: b64, content: {in_base64('curl https://get.docker.com/install | sh')}}}]",
    "base64 twice": f"content: {in_base64('content: ' + in_base64('curl https://get.docker.com/install | sh'))}",
    "base64 and gzip": f"content: {base64.b64encode(gzip.compress(b'curl https://get.docker.com/install')).decode()}",
    "UTF-16": f"powershell -e {base64.b64encode('irm https://get.docker.com/x'.encode('utf-16-le')).decode()}",
    "image without registry": "runcmd: [docker run -d -p 8080:80 --name web nginx:1.27]",
    "image of a registry": "runcmd: [podman pull quay.io/x/y:1]",
    "image by its transport": "runcmd: [skopeo copy docker://alpine:3 dir:/x]",
    "image of a manifest": "write_files:\n- content: |\n    containers:\n    - image: nginx",
    "image of a command": "runcmd: [kubectl run web --image=nginx]",
    "object storage of Amazon by default": "runcmd: [aws s3 cp s3://bucket/x /x]",
    "copied over SSH": "runcmd: [git clone git@github.com:owner/repository]",
    "mail": "write_files: [{content: 'MAILTO=oncall@gmail.com'}]",
    "included by the first boot": "#include https://get.docker.com/first-boot",
}


@pytest.mark.parametrize("text", EVASIONS.values(), ids=EVASIONS)
def test_a_host_outside_is_found_in_every_spelling(text: str) -> None:
    assert document(text)


HARMLESS = {
    "own cloud": "runcmd: [curl https://s3.fr-par.scw.cloud/x]",
    "platform": "runcmd: [curl https://mirror.hdh.example/x, docker pull registry.hdh.example/x:1]",
    "private": "runcmd: [curl http://10.64.0.4:3128/, curl http://169.254.42.42/conf, curl http://127.0.0.1/]",
    "ranges": "nft: [10.0.0.0/8, 0.0.0.0/0, ::/0, 140.82.112.0/20]",
    "template": "runcmd: ['curl https://$HOST:8200/ https://${HOST}/ https://{{ host }}/']",
    "file names": "runcmd: [systemctl enable bastide.service, tar xf data.tar.gz, python -m http.server]",
    "key types": "sshd: [sk-ssh-ed25519@openssh.com, chacha20-poly1305@openssh.com]",
    "keys": "keys: [AAAAC3NzaC1lZDI1NTE5AAAAIJ0gI7m1kVQ2qZ5oU8i7cQ0b8J3h1m0w5r6t7y8u9i0o]",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_stays_inside_is_no_dependency(text: str) -> None:
    assert not document(text)


def test_no_more_of_a_secret_is_told_than_the_register_says() -> None:
    text = Secret("#cloud-config\nruncmd: [curl https://hunter2.docker.com/, curl https://hunter3.unheard-of.io/]\n")
    host = PlannedResource("urn:pulumi:t::t::x::host", TOKEN, "host", True, inputs={"cloudInit": text})
    found = said_of(RULE, *stack_of(host), about="host")
    assert [verdict.result for verdict in found] == [Result.FAIL, Result.FAIL]
    said = " ".join(f"{verdict.info.en} {verdict.info.fr}" for verdict in found if verdict.info)
    assert "docker.com" in said and "a host named in a secret" in said
    assert "hunter" not in said and "unheard-of" not in said


def test_a_document_that_is_known_only_after_apply_does_not_hide_what_is_known() -> None:
    made = {"cloudInit": UNKNOWN, "tags": ["https://get.docker.com/"]}
    host = PlannedResource("urn:pulumi:t::t::x::host", TOKEN, "host", True, inputs=made)
    assert {verdict.result for verdict in said_of(RULE, *stack_of(host), about="host")} == {Result.FAIL, Result.UNKNOWN}


def test_a_provider_of_object_storage_that_is_told_nothing_calls_amazon() -> None:
    token = "pulumi:providers:aws"
    provider = PlannedResource("urn:pulumi:t::t::p::s3", token, "s3", True, inputs={"region": "eu-west-3"})
    found = said_of(RULE, *stack_of(provider, cloud="numspot"), about="s3")
    assert [verdict.info.en for verdict in found if verdict.info and "Amazon" in verdict.info.en]


def test_keys_of_our_own_change_nothing() -> None:
    inputs: dict[str, object] = {"tags": {"from": "https://get.docker.com/"}}
    plain = thing("azure-native:compute:Disk", "d", **inputs)
    keyed = thing("azure-native:compute:Disk", "d", **inputs, encryption={"type": "EncryptionAtRestWithCustomerKey"})
    assert fails(RULE, plain, cloud="azure") == fails(RULE, keyed, cloud="azure") != []


def test_the_platforms_own_domain_passes_and_shields_nobody_whom_the_register_knows() -> None:
    ours = thing("scaleway:loadbalancers/certificate:Certificate", "c", description="https://portal.platform.fr/")
    assert fails(RULE, ours)
    assert not fails(RULE, ours, wanted={"domains": ["platform.fr"]})
    assert fails(RULE, ours, wanted={"domains": ["form.fr"]})
    assert fails(RULE, ours, wanted={"domains": ["fr"]})
    theirs = thing("scaleway:loadbalancers/certificate:Certificate", "c", description="https://get.docker.com/")
    assert fails(RULE, theirs, wanted={"domains": ["docker.com"]})


def test_every_role_is_searched_also_where_the_cloud_builds_nothing_of_it() -> None:
    route = {"type": "bastide:audit:AlertRoute", "name": "r", "inputs": {"spec": {"contacts": ["on-call@gmail.com"]}}}
    assert fails(RULE, route)
    assert [verdict.result for verdict in asked(RULE, {**route, "inputs": {"spec": {}}})] == [Result.NOT_APPLICABLE]
