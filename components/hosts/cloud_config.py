"""The `#cloud-config` document: its parts, how parts are joined, how the whole is written."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field

import yaml

FIRST_BOOT = "/usr/lib/bastide/first-boot"
_ROOT: dict[str, object] = {"name": "root", "lock_passwd": True}


@dataclass(frozen=True)
class File:
    """One file on the machine. It belongs to root; its content may be secret and stays out of `repr`."""

    path: str
    content: str = field(repr=False)
    mode: str = "0644"


@dataclass(frozen=True)
class Account:
    """One account without password. It has no key of its own: keys are root's files, see `hardening`.

    `number` is its uid, where files of the account outlive the host; else the system counts.
    """

    name: str
    about: str
    shell: str
    groups: tuple[str, ...] = ()
    system: bool = False
    home: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Part:
    """What one concern adds to a machine. The order of commands is the order of parts."""

    packages: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    files: tuple[File, ...] = ()
    early: tuple[tuple[str, ...], ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()


class _Document(yaml.SafeDumper):
    """Writes text of several lines as a block, so that a person can read the files in the document."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Document.add_representer(str, _text)


def document(host_name: str, parts: tuple[Part, ...]) -> str:
    """The whole document. No `default` user, no password, no key in an account's own folder."""
    content: dict[str, object] = {
        "hostname": host_name,
        "preserve_hostname": False,
        "manage_etc_hosts": True,
        "timezone": "Etc/UTC",
        "locale": "C.UTF-8",
        "disable_root": True,
        "ssh_pwauth": False,
        "ssh_deletekeys": True,
        "ssh_genkeytypes": ["ed25519"],
        "ssh_quiet_keygen": True,
        "no_ssh_fingerprints": True,
        "ssh": {"emit_keys_to_console": False},
        "apt": {"preserve_sources_list": True},
        "package_update": True,
        "package_upgrade": False,
        "packages": sorted({name for part in parts for name in part.packages}),
        "groups": [group for part in parts for group in part.groups],
        # Without this list cloud-init would make the image's default user, and it may not be empty: root stands in it.
        "users": [_ROOT, *(_user(account) for part in parts for account in part.accounts)],
        "bootcmd": [list(command) for part in parts for command in part.early],
        "write_files": [_file(file) for file in (*_files(parts), _first_boot(parts))],
        "runcmd": [[FIRST_BOOT]],
    }
    body = yaml.dump(content, Dumper=_Document, sort_keys=False, allow_unicode=True, width=1000)
    return f"#cloud-config\n{body}"


def _files(parts: tuple[Part, ...]) -> tuple[File, ...]:
    files = tuple(file for part in parts for file in part.files)
    paths = [file.path for file in files]
    for path in paths:
        if paths.count(path) > 1:
            raise ValueError(f"two parts of one host write {path}")
    return files


def _first_boot(parts: tuple[Part, ...]) -> File:
    """cloud-init itself goes on after a command that failed; this script stops there and is reported."""
    lines = [shlex.join(command) for part in parts for command in part.commands]
    return File(FIRST_BOOT, "\n".join(["#!/bin/sh", "set -eu", *lines]) + "\n", "0700")


def _file(file: File) -> dict[str, str]:
    return {"path": file.path, "owner": "root:root", "permissions": file.mode, "content": file.content}


def _user(account: Account) -> dict[str, object]:
    user: dict[str, object] = {"name": account.name, "gecos": account.about, "lock_passwd": True}
    user["shell"] = account.shell
    if account.number is not None:
        user["uid"] = account.number
    if account.groups:
        user["groups"] = list(account.groups)
    if account.system:
        user["system"] = True
        user["no_create_home"] = True
    if account.home:
        user["homedir"] = account.home
    return user
