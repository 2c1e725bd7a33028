// What axe-core finds, with all folds open, so that nothing escapes it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export async function look(open, { views }) {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
  const found = [];
  for (const view of views) {
    const { page, close } = await open(view);
    // by the debugger, which no content security policy of the page stops
    await page.evaluate(source);
    const seen = await page.evaluate(async () => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      const { violations, passes } = await globalThis.axe.run(document);
      return {
        passed: passes.map((rule) => rule.id),
        violations: violations.map(({ id, impact, nodes }) => ({
          id,
          impact,
          nodes: nodes.slice(0, 5).map((node) => `${node.target.join(" ")}: ${node.any[0]?.message ?? node.failureSummary}`),
        })),
      };
    });
    found.push({ view, ...seen });
    await close();
  }
  return found;
}
