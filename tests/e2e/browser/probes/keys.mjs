// The page by the keyboard alone.
const where = (page) => page.evaluate(() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  return {
    tag: at.tagName,
    id: at.id,
    href: at.getAttribute("href"),
    text: at.textContent.trim().slice(0, 60),
    ring: at === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    inSight: box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
  };
});

export async function look(open, { text }) {
  const found = {};
  const { page, said, close } = await open();
  await page.keyboard.press("Tab");
  found.skip = await where(page);
  await page.keyboard.press("Enter");
  found.content = await where(page);
  await page.keyboard.press("/");
  found.slash = await where(page);
  await page.keyboard.type(`${text}/`);
  found.typed = await page.inputValue("#filter-text");
  await page.keyboard.press("Backspace");
  found.narrowed = await page.evaluate(() => document.querySelectorAll("main tbody tr:not([hidden])").length);
  await page.keyboard.press("Escape");
  found.escaped = await page.inputValue("#filter-text");
  found.widened = await page.evaluate(() => document.querySelectorAll("main tbody tr:not([hidden])").length);

  const link = "#capabilities-matrix tbody tr:nth-child(1) a.anchor";
  await page.focus(link);
  await page.keyboard.press("ArrowDown");
  found.second = await where(page);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  found.hash = await page.evaluate(() => location.hash);
  await close();

  // from the first stop to the last: nothing holds the focus
  const walk = await open();
  found.stops = [];
  for (let count = 0; count < 3000; count += 1) {
    await walk.page.keyboard.press("Tab");
    const stop = await where(walk.page);
    if (stop.tag === "BODY") break;
    found.stops.push(stop);
    if (found.stops.length > 1 && stop.href === "#content") break;
  }
  await walk.close();
  found.said = said;
  return found;
}
