// Reading a runbook: copying commands, and answers in place. Without it the same forms load the page anew.
"use strict";
{
  for (const button of document.querySelectorAll("[data-copies]")) {
    const source = document.getElementById(button.dataset.copies);
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(source);
      // Only a secure page may write to the clipboard; elsewhere the command is selected, ready for Ctrl+C.
      if (!navigator.clipboard) return;
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }

  // A form that names an element takes that element out of the page that answers it.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const old = document.getElementById(form.dataset.replaces || "");
    if (!old || event.defaultPrevented) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    old.setAttribute("aria-busy", "true");
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = true;
    let answered = null;
    try {
      const response = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      answered = page.getElementById(old.id);
    } catch { /* no connection: the form is sent as usual, and the browser says so */ }
    if (!answered) {
      for (const [name, value] of body) {
        const field = form.querySelector(`[name="${name}"]:not([type=submit])`);
        if (!field) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      form.submit();
      return;
    }
    old.replaceWith(answered);
    (answered.querySelector("[role=status]") || answered.querySelector(".errors input") || answered).focus();
  });
}
