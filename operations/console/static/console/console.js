// Keyboard, navigation, density, menus. Everything also works without: these are links, forms and <details>.
"use strict";
{
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 1023px)");

  // A switch with two states that the browser remembers and the stylesheet reads.
  function remember(name, value) {
    root.dataset[name] = value;
    localStorage.setItem(`freshops.${name}`, value);
  }

  // Navigation: a column that folds away on wide screens, a drawer on narrow ones.
  const toggle = document.getElementById("nav-toggle");
  const navIsOpen = () => narrow.matches ? root.dataset.drawer === "open" : root.dataset.nav !== "closed";
  function showNav(open) {
    if (narrow.matches) root.dataset.drawer = open ? "open" : "closed";
    else remember("nav", open ? "open" : "closed");
    toggle.setAttribute("aria-expanded", String(open));
  }
  if (toggle) {
    toggle.setAttribute("aria-expanded", String(navIsOpen()));
    toggle.addEventListener("click", () => showNav(!navIsOpen()));
    narrow.addEventListener("change", () => toggle.setAttribute("aria-expanded", String(navIsOpen())));
  }

  // Density of lists.
  for (const button of document.querySelectorAll("[data-sets-density]")) {
    const show = () => button.setAttribute("aria-pressed", String(root.dataset.density === "compact"));
    button.addEventListener("click", () => {
      remember("density", root.dataset.density === "compact" ? "comfortable" : "compact");
      show();
    });
    show();
  }

  // Menus close when one clicks elsewhere; only one is open at a time.
  const menus = () => document.querySelectorAll("details.menu[open]");
  function closeMenus(except) {
    let closed = null;
    for (const menu of menus()) if (menu !== except) { menu.open = false; closed = menu; }
    return closed;
  }
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    if (narrow.matches && root.dataset.drawer === "open" && !event.target.closest("#console-nav, #nav-toggle")) {
      showNav(false);
    }
  });

  // A long menu has a field that narrows its entries down.
  for (const field of document.querySelectorAll("[data-narrows]")) {
    field.hidden = false;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      for (const entry of field.closest(".menu-body").querySelectorAll("li")) {
        entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
      }
    });
  }

  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
  function escape(event) {
    const menu = closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
    else if (toggle && narrow.matches && root.dataset.drawer === "open") { showNav(false); toggle.focus(); }
    else if (event.target.matches("input[type=search], #searchbar")) event.target.blur();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const field = document.getElementById("searchbar") || document.getElementById("console-search");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (event.key === "Escape") {
      escape(event);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit(event.target.form.querySelector("[type=submit].default") || undefined);
    }
  });
}
