// The page where JavaScript is switched off.
export async function look(open) {
  const { page, said, close } = await open({ javaScriptEnabled: false });
  const seen = () => page.evaluate(() => ({
    rows: document.querySelectorAll("main tbody tr").length,
    hidden: document.querySelectorAll("main [hidden]:not(#filtered)").length,
    folds: document.querySelectorAll("main details:not([open])").length,
    filters: getComputedStyle(document.getElementById("filters")).display,
  }));
  const before = await seen();
  const clicked = [];
  for (const fold of (await page.locator("main details:not(details details)").all()).slice(0, 8)) {
    if (await fold.evaluate((element) => element.open)) continue;
    await fold.locator("> summary").click();
    clicked.push(await fold.evaluate((element) => element.open));
  }
  await page.evaluate(() => { for (const fold of document.querySelectorAll("main details")) fold.open = true; });
  const after = await seen();
  const flat = await page.evaluate(() =>
    [...document.querySelectorAll("main tbody tr")].filter((row) => !row.getBoundingClientRect().height).length);
  await close();
  return { before, clicked, after, flat, said };
}
