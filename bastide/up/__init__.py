"""`bastide up`: `pulumi up` of one stack that refuses what was not approved."""
