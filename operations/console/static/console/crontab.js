// The form of a periodic task: the chosen crontab in words, below it.
"use strict";
{
  const words = document.getElementById("readable-crontabs");
  const choice = document.getElementById("id_crontab");
  const shown = document.querySelector(".field-crontab_translation .readonly");
  if (words && choice && shown) {
    const readable = JSON.parse(words.textContent);
    choice.addEventListener("change", () => { shown.textContent = readable[choice.value] || "–"; });
  }
}
