"""A program with every resource that takes or gives a secret, a planted one in each secret input."""

from __future__ import annotations

import pulumi
import pulumi_cloudtemple as cloudtemple
import pulumi_numspot as numspot
import pulumi_outscale as outscale

PLANTED = (
    "planted-outscale-provider",
    "planted-outscale-certificate",
    "planted-outscale-keypair",
    "planted-numspot-provider",
    "planted-numspot-certificate",
    "planted-cloudtemple-provider",
    "planted-windows-password",
    "planted-domain-password",
)


def program() -> None:
    _outscale()
    _numspot()
    _cloudtemple()


def _outscale() -> None:
    provider = outscale.Provider("outscale", secret_key_id=PLANTED[0], region="eu-west-2")
    opts = pulumi.ResourceOptions(provider=provider)
    outscale.AccessKey("access", opts)
    outscale.Keypair("keys", opts, keypair_name="keys")
    outscale.OksCluster(
        "cluster",
        opts,
        name="cluster",
        project_id="p",
        version="1.33",
        admin_whitelists=["10.0.0.0/24"],
        cidr_pods="10.1.0.0/16",
        cidr_service="10.2.0.0/16",
    )
    outscale.ServerCertificate("certificate", opts, name="edge", body="b", private_key=PLANTED[1])
    outscale.Vm("vm", opts, image_id="ami-12345678", keypair_name_wo=PLANTED[2])
    outscale.VpnConnection("vpn", opts, client_gateway_id="c", virtual_gateway_id="v", connection_type="ipsec.1")


def _numspot() -> None:
    opts = pulumi.ResourceOptions(provider=numspot.Provider("numspot", client_secret=PLANTED[3]))
    numspot.Keypair("keys-numspot", opts, name="keys")
    numspot.ServerCertificate("certificate-numspot", opts, name="edge", body="b", private_key=PLANTED[4])
    numspot.VpnConnection("vpn-numspot", opts, client_gateway_id="c", virtual_gateway_id="v", connection_type="ipsec.1")


def _cloudtemple() -> None:
    opts = pulumi.ResourceOptions(provider=cloudtemple.Provider("ct", client_id="c", secret_id=PLANTED[5]))
    cloudtemple.IamPersonalAccessToken("token", opts, name="token", expiration_date="2026-12-01T00:00:00Z")
    cloudtemple.ObjectStorageGlobalAccessKey("global", opts)
    cloudtemple.ObjectStorageStorageAccount("account", opts, name="account")
    cloudtemple.ComputeVirtualMachine(
        "windows",
        opts,
        name="windows",
        datacenter_id="11111111-2222-4333-8444-555555555555",
        host_cluster_id="11111111-2222-4333-8444-555555555555",
        clone_virtual_machine_id="11111111-2222-4333-8444-555555555555",
        customize={
            "network_configs": [{"hostname": "w", "domain": "d"}],
            "windows_config": {
                "auto_logon": False,
                "auto_logon_count": 0,
                "timezone": 105,
                "password": PLANTED[6],
                "domain": {"name": "d", "admin_username": "a", "admin_password": PLANTED[7]},
            },
        },
    )
