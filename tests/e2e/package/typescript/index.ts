// A program of another team: takes its environment from the component package.
// Usage: node index.js preview|up ARGUMENTS.json
import { readFileSync } from "node:fs";

import { LocalWorkspace } from "@pulumi/pulumi/automation";

import { Environment, EnvironmentArgs } from "./environment";

const [operation, file] = process.argv.slice(2);
const args: EnvironmentArgs = JSON.parse(readFileSync(file, "utf-8"));

async function program() {
    const platform = new Environment("platform", args);
    return {
        projects: platform.projects.apply((all) => Object.keys(all ?? {}).sort()),
        gaps: platform.gaps.apply((all) => all.map((gap) => gap.capability)),
    };
}

async function main() {
    const stack = await LocalWorkspace.createOrSelectStack({ projectName: "team", stackName: "platform", program });
    const onOutput = (text: string) => void process.stderr.write(text);
    if (operation === "up") {
        const done = await stack.up({ onOutput });
        const outputs = Object.fromEntries(Object.entries(done.outputs).map(([name, { value }]) => [name, value]));
        console.log(JSON.stringify({ changes: done.summary.resourceChanges, outputs }));
    } else {
        const done = await stack.preview({ onOutput });
        console.log(JSON.stringify({ changes: done.changeSummary }));
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
});
