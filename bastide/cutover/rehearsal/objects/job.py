"""The same copy on many machines: an Indexed Job of Kubernetes, one container of blobs for each index.

No scheduler of our own: a job controller restarts, retries and counts already. Each index has its own settings, folder,
manifest and record; one whose machine dies goes on in its folder.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

_FOLDER: Final = "/run-folder"
_SCRIPT: Final = """\
folder={folder}/$JOB_COMPLETION_INDEX
test -e "$folder/state.json" && resume=--resume || resume=
exec .venv/bin/bastide cutover rehearse {wave} --only objects $resume \\
  --settings /settings/$JOB_COMPLETION_INDEX.yaml --folder "$folder" --output "$folder/record.json"
"""


def manifest(wave: str, machines: int) -> str:
    """The Job as YAML, complete but for what is the operator's: the image, the ConfigMap, the Secret and the claim.

    Those are named `rehearsal-<wave>`; index N reads `N.yaml` of the ConfigMap. Settings hold no secret, so keys come
    from the Secret as environment variables. A red record (exit code 1) fails its index at once: it is no accident.
    """
    return yaml.safe_dump(_job(wave, machines), sort_keys=False)


def _job(wave: str, machines: int) -> dict[str, Any]:
    name = f"rehearsal-{wave}"
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": name},
        "spec": {
            "completionMode": "Indexed",
            "completions": machines,
            "parallelism": machines,
            "backoffLimitPerIndex": 6,
            "maxFailedIndexes": machines,
            "podFailurePolicy": {
                "rules": [
                    {
                        "action": "FailIndex",
                        "onExitCodes": {"containerName": "rehearse", "operator": "In", "values": [1, 2]},
                    },
                    {"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget"}]},
                ]
            },
            "template": {"spec": _pod(name, wave)},
        },
    }


def _pod(name: str, wave: str) -> dict[str, Any]:
    container = {
        "name": "rehearse",
        "image": name,
        "command": ["/bin/sh", "-ec", _SCRIPT.format(folder=_FOLDER, wave=wave)],
        "envFrom": [{"secretRef": {"name": name}}],
        "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
        "volumeMounts": [
            {"name": "settings", "mountPath": "/settings", "readOnly": True},
            {"name": "folder", "mountPath": _FOLDER},
        ],
    }
    return {
        "restartPolicy": "Never",
        "automountServiceAccountToken": False,
        "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        # one a machine: the line and the disk of each are what is added
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "kubernetes.io/hostname",
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": {"batch.kubernetes.io/job-name": name}},
            }
        ],
        "containers": [container],
        "volumes": [
            {"name": "settings", "configMap": {"name": name}},
            {"name": "folder", "persistentVolumeClaim": {"claimName": name}},
        ],
    }
