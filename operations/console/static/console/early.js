// Before the first paint: what the user chose for this browser. Later, the page would jump.
"use strict";
document.documentElement.classList.add("js");
for (const name of ["density", "nav"]) {
  const chosen = localStorage.getItem(`freshops.${name}`);
  if (chosen) document.documentElement.dataset[name] = chosen;
}
