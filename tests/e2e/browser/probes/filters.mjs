// The filters one after the other; what is to be seen after each, and what the address says.
const seen = (page) => page.evaluate(() => {
  const shown = (row) => !row.closest("[hidden]") && !row.parentElement.closest("tr");
  const rows = [...document.querySelectorAll("main tbody tr")].filter(shown);
  const heads = [...document.querySelectorAll("#capabilities-matrix thead th[data-candidate]")];
  return {
    rows: rows.map((row) => row.id).filter(Boolean),
    texts: rows.filter((row) => row.id).map((row) => row.textContent),
    levels: rows.filter((row) => row.closest("#capabilities-matrix"))
      .map((row) => [...row.querySelectorAll("td:not([hidden]) [data-family=level]")].map((badge) => badge.dataset.value)),
    columns: heads.filter((head) => !head.hidden).map((head) => head.dataset.candidate),
    cards: [...document.querySelectorAll(".card[data-candidate]:not([hidden])")].map((card) => card.dataset.candidate),
    folded: rows.filter((row) => row.id && row.closest("details:not([open])")).length,
    empty: [...document.querySelectorAll(".empty:not([hidden])")].length,
    count: document.getElementById("filter-count").textContent,
    notice: document.getElementById("filtered").textContent,
    hash: location.hash,
  };
});
const settle = (page) => page.waitForTimeout(400);

export async function look(open, { text, level, candidate, row }) {
  const found = {};
  const { page, said, close } = await open();
  found.all = await seen(page);
  await page.fill("#filter-text", text);
  await settle(page);
  found.text = await seen(page);
  await page.fill("#filter-text", "no such word anywhere");
  await settle(page);
  found.nothing = await seen(page);
  await page.click("#filter-clear");
  await settle(page);
  found.cleared = await seen(page);
  await page.check(`input[value=${candidate}]`);
  await page.selectOption("#filter-level", level);
  await settle(page);
  found.view = await seen(page);
  await page.click("a[href='#limits']");
  await settle(page);
  found.linked = await seen(page);
  await page.reload();
  await settle(page);
  found.reloaded = await seen(page);
  found.said = said;
  await close();

  const again = await open({ hash: found.view.hash });
  found.restored = await seen(again.page);
  await again.close();

  const deep = await open({ hash: `#${row}` });
  await settle(deep.page);
  found.deep = await deep.page.evaluate((id) => {
    const target = document.getElementById(id);
    const box = target.getBoundingClientRect();
    return {
      open: !target.closest("details:not([open])"),
      inSight: box.height > 0 && box.top >= 0 && box.bottom <= innerHeight,
      marked: target.classList.contains("here"),
    };
  }, row);
  await deep.close();

  const pick = await open();
  const select = pick.page.locator(".tools:has(+ .scroll > #capabilities-matrix) select");
  await select.selectOption(level);
  await settle(pick.page);
  found.picked = await seen(pick.page);
  await pick.close();
  return found;
}
