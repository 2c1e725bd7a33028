"""A program with a provider, a resource, a look-up and a secret of each cloud that has a Terraform provider only."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_cloudtemple as cloudtemple
import pulumi_numspot as numspot
import pulumi_outscale as outscale

SECRETS = ("planted-outscale-key", "planted-numspot-key", "planted-cloudtemple-password", "planted-private-key")
ANSWERS: list[dict[str, Any]] = [
    {
        "token": "outscale:index/getImages:getImages",
        "args": {"filters": [{"name": "image_names", "values": ["Debian-13"]}]},
        "result": {"id": "1", "requestId": "r", "images": [{"imageId": "ami-12345678", "imageName": "Debian-13"}]},
    },
    {
        "token": "numspot:index/getVpcs:getVpcs",
        "args": {},
        "result": {"id": "1", "items": [{"id": "vpc-1", "ipRange": "10.9.0.0/16"}]},
    },
    {
        "token": "cloudtemple:index/getVpcVpcs:getVpcVpcs",
        "args": {},
        "result": {"id": "1", "vpcs": [{"id": "v", "name": "hub"}]},
    },
]


def program() -> None:
    _outscale()
    _numspot()
    _cloudtemple()


def _outscale() -> None:
    provider = outscale.Provider("outscale", access_key_id="A", secret_key_id=SECRETS[0], api={"region": "eu-west-2"})
    asked = pulumi.InvokeOptions(provider=provider)
    image = outscale.get_images(filters=[{"name": "image_names", "values": ["Debian-13"]}], opts=asked).images[0]
    opts = pulumi.ResourceOptions(provider=provider)
    net = outscale.Net("net", opts, ip_range="10.0.0.0/16", tags=[{"key": "Name", "value": "net"}])
    subnet = outscale.Subnet("subnet", opts, net_id=net.net_id, ip_range="10.0.1.0/24")
    outscale.Vm(
        "vm",
        opts,
        image_id=image.image_id,
        subnet_id=subnet.subnet_id,
        block_device_mappings=[{"device_name": "/dev/sda1", "bsu": {"volume_size": 20, "volume_type": "gp2"}}],
    )
    outscale.ServerCertificate("certificate", opts, name="edge", body="b", private_key=SECRETS[0])
    pulumi.export("net", net.net_id)
    pulumi.export("tag", net.tags.apply(lambda tags: tags[0].key if tags else ""))


def _numspot() -> None:
    provider = numspot.Provider("numspot", client_id="c", client_secret=SECRETS[1], space_id="s")
    vpcs = numspot.get_vpcs_output(opts=pulumi.InvokeOptions(provider=provider))
    opts = pulumi.ResourceOptions(provider=provider)
    numspot.Vpc("vpc", opts, ip_range=vpcs.apply(lambda found: found.items[0].ip_range))
    numspot.VpnConnection(
        "vpn",
        opts,
        client_gateway_id="cgw",
        virtual_gateway_id="vgw",
        connection_type="ipsec.1",
        vpn_options={"tunnel_inside_ip_range": "169.254.10.0/30"},
    )
    numspot.ServerCertificate("edge", opts, name="edge", body="b", private_key=SECRETS[3])


def _cloudtemple() -> None:
    provider = cloudtemple.Provider("cloudtemple", client_id="c", secret_id=SECRETS[2])
    vpc = cloudtemple.get_vpc_vpcs(opts=pulumi.InvokeOptions(provider=provider)).vpcs[0]
    opts = pulumi.ResourceOptions(provider=provider)
    cloudtemple.ObjectStorageBucket("bucket", opts, name=f"{vpc.name}-evidence", access_type="private")
    account = cloudtemple.ObjectStorageStorageAccount("account", opts, name="collector")
    pulumi.export("secret", account.access_secret_key)
