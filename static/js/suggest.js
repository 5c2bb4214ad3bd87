// Suggestions under a search box: the combobox pattern of the ARIA Authoring Practices. Without it the box is a plain form.
"use strict";

const PAUSE = 150;

function makeCombobox(input) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  input.insertAdjacentElement("afterend", list);
  input.parentElement.classList.add("has-suggestions");

  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  list.insertAdjacentElement("afterend", status);

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.autocomplete = "off";

  let timer = 0;
  let asked = null;
  let current = -1;

  function options() {
    return [...list.querySelectorAll("[role=option]")];
  }

  // How many there are, in the language of the page.
  function said(number) {
    const { suggestOne, suggestMany } = input.dataset;
    if (!number) return "";
    return number === 1 ? suggestOne : suggestMany.replace("NUMBER", number);
  }

  function close() {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const all = options();
    current = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === current)));
    if (current < 0) return;
    input.setAttribute("aria-activedescendant", all[current].id);
    all[current].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (text.length < 2) {
      close();
      return;
    }
    asked = new AbortController();
    const address = new URL(input.dataset.suggest, window.location.origin);
    address.search = new URLSearchParams({ q: text, stem: input.id });
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`suggestions answered ${answer.status}`);
      list.innerHTML = await answer.text();
    } catch {
      // Offline, or overtaken by the next letter: the form still works.
      close();
      return;
    }
    const found = options().length;
    current = -1;
    list.hidden = found === 0 || document.activeElement !== input;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    status.textContent = said(found);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(current + 1);
    else if (event.key === "ArrowUp") choose(current < 0 ? -1 : current - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && current >= 0) window.location.assign(options()[current].querySelector("a").href);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // A press on the list must not take the focus away before it is a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
}

function makeAll() {
  for (const input of document.querySelectorAll("input[data-suggest]")) {
    // A page that htmx restores from its history carries a list of before, with nobody listening to it.
    for (const old of input.parentElement.querySelectorAll(".suggest, .suggest + [role=status]")) old.remove();
    makeCombobox(input);
  }
}

document.addEventListener("htmx:historyRestore", makeAll);
makeAll();
