// Writing a runbook: texts as they will look while one types, entries moved without losing the place.
"use strict";
{
  const form = document.getElementById("runbook-form");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  let unsaved = form.hasAttribute("data-unsaved");

  // Markdown is made HTML, and cleaned, by the server: what is shown here is what readers get.
  const waiting = new Map();
  async function preview(area) {
    const shown = area.closest(".edit-cell").querySelector(".preview");
    const body = new URLSearchParams({ text: area.value, slug: form.dataset.slug, csrfmiddlewaretoken: token() });
    const response = await fetch(form.dataset.previewUrl, { method: "POST", body });
    const html = await response.text();
    if (waiting.has(area) || !response.ok) return;
    shown.innerHTML = html;
    shown.hidden = !area.value.trim();
  }
  function later(area, delay) {
    clearTimeout(waiting.get(area));
    waiting.set(area, setTimeout(() => { waiting.delete(area); preview(area); }, delay));
  }
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-markdown]")) later(event.target, 0);
  });
  form.addEventListener("input", (event) => {
    unsaved = true;
    if (event.target.matches("[data-markdown]")) later(event.target, 300);
  });

  // Which entries are open is sent along, so that they stay open.
  form.addEventListener("toggle", (event) => {
    const kept = event.target.querySelector(":scope > [data-open]");
    if (kept) kept.value = event.target.open ? "1" : "";
  }, true);

  // Adding, moving, removing: the server answers with the form as it is then.
  async function rearrange(button) {
    const body = new URLSearchParams(new FormData(form, button));
    const response = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const renewed = page.getElementById("runbook-form");
    if (!renewed) { form.submit(); return; }
    form.replaceChildren(...renewed.childNodes);
    unsaved = true;
    land(button.value.split(":"));
  }
  function land([list, action, number]) {
    const cards = [...document.getElementById(list).querySelectorAll(":scope > .entry")];
    if (action === "add") {
      cards.at(-1).open = true;
      cards.at(-1).querySelector("input:not([type=hidden]), select, textarea").focus();
      return;
    }
    const to = Number(number) + ({ up: -1, down: 1 }[action] ?? 0);
    const card = cards[Math.min(Math.max(to, 0), cards.length - 1)];
    if (action === "refresh") card.querySelector("select[name$='-check']").focus();
    else (card ? card.querySelector("summary") : document.getElementById(list).querySelector(".add-entry button")).focus();
  }
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "do" && event.submitter.value !== "preview") {
      event.preventDefault();
      rearrange(event.submitter);
    } else {
      unsaved = false;
    }
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("#steps select[name$='-check']")) {
      form.requestSubmit(event.target.closest(".entry").querySelector("[data-refreshes]"));
    }
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
