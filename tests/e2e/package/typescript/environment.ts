// What `pulumi package add` would generate for `bastide:index:Environment`, as far as this program uses it.
import * as pulumi from "@pulumi/pulumi";

export interface Handle {
    urn: string;
    id: string;
    name: string;
}

export interface GapRecord {
    role: string;
    name: string;
    capability: string;
    level: string;
}

export interface EnvironmentArgs {
    intent: string;
    layer: string;
    estate?: string;
    scaleway?: Record<string, unknown>;
    ovhcloud?: Record<string, unknown>;
    bootstrap?: pulumi.Input<{ projects: unknown; deployers: unknown }>;
    hub?: pulumi.Input<{ network?: unknown; audit?: unknown; bastion?: unknown }>;
}

export class Environment extends pulumi.ComponentResource {
    declare readonly projects: pulumi.Output<Record<string, Handle> | undefined>;
    declare readonly gaps: pulumi.Output<GapRecord[]>;

    constructor(name: string, args: EnvironmentArgs, options?: pulumi.ComponentResourceOptions) {
        const outputs = { projects: undefined, gaps: undefined };
        super("bastide:index:Environment", name, { ...args, ...outputs }, options, true);
    }
}
