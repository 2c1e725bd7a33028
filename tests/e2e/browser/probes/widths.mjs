// How the page stands at several widths: what it says, what it asks for, what hangs over.
export async function look(open, { widths }) {
  const found = [];
  for (const width of widths) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, said, fetched, close } = await open({ width, colorScheme });
      const seen = await page.evaluate(() => {
        const scrolls = ".scroll, .drawing, figure";
        const over = [...document.querySelectorAll("body *")].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width && box.right > innerWidth + 1 && !element.closest(scrolls);
        });
        return {
          sideways: document.documentElement.scrollWidth - innerWidth,
          over: over.slice(0, 5).map((element) => `${element.tagName}#${element.id}.${element.className}`),
          rows: document.querySelectorAll("tbody tr").length,
          first: document.querySelector("section").getBoundingClientRect().bottom,
          links: [...new Set([...document.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href").slice(1)))]
            .filter((id) => !document.getElementById(id)),
          twice: [...document.querySelectorAll("[id]")].map((element) => element.id).filter((id, at, all) => all.indexOf(id) !== at),
        };
      });
      found.push({ width, colorScheme, said, fetched, ...seen });
      await close();
    }
  }
  return found;
}
