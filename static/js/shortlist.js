// The shortlist in comfort: "Save" without leaving the page, saved programs marked, notes that stay in this browser.
// The list itself is in a cookie that no script can read; what is remembered here of it only marks the buttons.
"use strict";

(() => {
  const REMEMBERED = "portal-shortlist";
  const NOTE = "portal-note:";
  const form = document.getElementById("keep");
  const status = document.getElementById("keep-status");
  if (!form) return;

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(REMEMBERED)) || [];
    } catch {
      return [];
    }
  }

  function remember(slugs) {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify(slugs));
    } catch {
      // Not remembered: the buttons say "Save" again on the next page, and the list is as it was.
    }
    mark();
  }

  function mark() {
    const saved = new Set(remembered());
    for (const button of document.querySelectorAll("[data-keep]")) {
      const isSaved = saved.has(button.value);
      button.name = isSaved ? "remove" : "add";
      button.querySelector("[data-word]").textContent = isSaved ? form.dataset.saved : form.dataset.save;
      button.classList.toggle("button--kept", isSaved);
      const link = button.nextElementSibling;
      if (link && link.matches("[data-open]")) link.hidden = !isSaved;
    }
    for (const link of document.querySelectorAll(`nav a[href="${form.getAttribute("action")}"]`)) {
      let count = link.querySelector(".chip__count");
      if (!count && !saved.size) continue;
      if (!count) {
        count = document.createElement("span");
        count.className = "chip__count";
        link.append(" ", count);
      }
      count.textContent = saved.size || "";
    }
  }

  function offer(button) {
    if (button.nextElementSibling && button.nextElementSibling.matches("[data-open]")) return;
    const link = document.createElement("a");
    link.href = form.action;
    link.textContent = form.dataset.open;
    link.dataset.open = "";
    button.after(link);
  }

  async function send(button) {
    const body = new URLSearchParams([[button.name, button.value]]);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the shortlist answered ${answer.status}`);
    const { slugs, full } = await answer.json();
    if (slugs.includes(button.value)) offer(button);
    remember(slugs);
    status.textContent = full ? form.dataset.full : button.textContent;
  }

  // Where a script cannot reach us, the button is the plain form that it always was.
  function sendPlainly(button) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = button.name;
    field.value = button.value;
    form.append(field);
    form.submit();
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== form || !button || !button.matches("[data-keep]")) return;
    event.preventDefault();
    send(button).catch(() => sendPlainly(button));
  });

  function showNotes() {
    for (const field of document.querySelectorAll("[data-note]")) {
      const text = field.querySelector("textarea");
      const key = NOTE + field.dataset.note;
      try {
        text.value = localStorage.getItem(key) || "";
      } catch {
        return; // Storage is closed to us: no notes rather than notes that are lost.
      }
      field.hidden = false;
      text.addEventListener("input", () => {
        if (text.value) localStorage.setItem(key, text.value);
        else localStorage.removeItem(key);
      });
    }
    for (const button of document.querySelectorAll("[data-forget-notes]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        for (const key of Object.keys(localStorage)) if (key.startsWith(NOTE)) localStorage.removeItem(key);
        for (const text of document.querySelectorAll("[data-note] textarea")) text.value = "";
      });
    }
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  const own = document.querySelector("[data-shortlist]");
  if (own) remember(own.dataset.shortlist.split(" ").filter(Boolean));
  mark();
  showNotes();
  for (const event of ["htmx:afterSettle", "htmx:historyRestore"]) document.addEventListener(event, mark);
  window.addEventListener("storage", (event) => event.key === REMEMBERED && mark());
})();
