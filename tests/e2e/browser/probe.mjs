// One look at a page in a real browser: `node probe.mjs NAME FILE OPTIONS` prints as JSON what probes/NAME.mjs found.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [name, file, options] = process.argv.slice(2);
const asked = JSON.parse(options);
const { look } = await import(`./probes/${name}.mjs`);
const browser = await chromium.launch({
  executablePath: asked.browser,
  // its sandbox does not run as root, and shared memory is small in containers
  args: [...(process.getuid() === 0 ? ["--no-sandbox"] : []), "--disable-dev-shm-usage"],
});

/** A page of its own with the report open. `said` fills with what the console says, `asked` with what it tries to fetch. */
async function open({ width = 1280, height = 800, hash = "", ...context } = {}) {
  const shown = await browser.newContext({ viewport: { width, height }, ...context });
  const page = await shown.newPage();
  const said = [];
  const fetched = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  const own = pathToFileURL(file).href;
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url.split("#")[0] === own) return route.continue();
    fetched.push(url);
    return route.abort();
  });
  await page.goto(own + hash);
  return { page, said, fetched, close: () => shown.close() };
}

try {
  process.stdout.write(JSON.stringify(await look(open, asked)));
} finally {
  await browser.close();
}
