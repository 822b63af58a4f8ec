// Keeps a season's war room up to date: the page asks for itself anew, and takes over the parts that have changed. Where
// somebody reads, what they have marked and what has the focus stay as they are.
"use strict";
{
  const room = document.getElementById("room");
  const stale = document.getElementById("room-stale");
  const every = 1000 * Number(room.dataset.every);
  let timer = null;

  const path = (element, top) => {
    const steps = [];
    for (let here = element; here !== top; here = here.parentElement) {
      steps.unshift([...here.parentElement.children].indexOf(here));
    }
    return steps;
  };
  const at = (steps, top) => steps.reduce((here, step) => here?.children[step], top);

  // The same link, though its line may have moved; else whatever stands in its place.
  function focusAgain(old, part, steps) {
    const same = [...part.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === old);
    (same || at(steps, part))?.focus({ preventScroll: true });
  }

  function takeOver(old, fresh) {
    if (old.innerHTML === fresh.innerHTML) return;
    const marked = getSelection();
    if (!marked.isCollapsed && old.contains(marked.anchorNode)) return;
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const steps = active && path(active, old);
    const href = active?.getAttribute("href");
    old.replaceChildren(...fresh.childNodes);
    if (active) focusAgain(href, old, steps);
  }

  // The first part that is in view stays where it is, whatever grows above it.
  function renew(page) {
    const parts = [...document.querySelectorAll("[data-live]")];
    const read = parts.flatMap((part) => [...part.querySelectorAll("section[id]")])
      .find((part) => part.getBoundingClientRect().bottom > 0);
    const was = read?.getBoundingClientRect().top;
    for (const old of parts) {
      const fresh = page.getElementById(old.id);
      if (fresh) takeOver(old, fresh);
    }
    const now = read && document.getElementById(read.id);
    if (now && scrollY > 0) scrollBy({ top: now.getBoundingClientRect().top - was, behavior: "instant" });
    const bar = document.querySelector(".notices");
    const newBar = page.querySelector(".notices");
    if (bar && newBar) bar.replaceChildren(...newBar.childNodes);
    else if (bar) bar.remove();
    else if (newBar) document.getElementById("console-nav")?.after(newBar);
  }

  async function ask() {
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(every) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !page.getElementById("room")) throw new Error("no war room");
      renew(page);
      stale.hidden = true;
    } catch {
      stale.hidden = false;
    }
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, every);
  }

  // Nobody reads a hidden page; who comes back to it sees the present at once.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else ask();
  });
  timer = setTimeout(ask, every);
}
