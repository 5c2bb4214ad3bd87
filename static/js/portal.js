// The few things a page cannot do with HTML alone. Everything here is comfort: the portal works without it.
"use strict";

const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

function themeIsDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemIsDark.matches;
}

function showTheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.setAttribute("aria-pressed", String(themeIsDark()));
  }
}

function switchTheme() {
  const theme = themeIsDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("portal-theme", theme);
  } catch {
    // Not remembered, but switched for this page.
  }
  showTheme();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form marked data-submits-itself sends its choice at once; its button is for readers without JavaScript.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submits-itself]");
  if (form) form.requestSubmit();
});

// A tick for the comparison changes nothing of the search around it.
document.addEventListener(
  "change",
  (event) => {
    if (event.target.getAttribute("form") === "compare") event.stopPropagation();
  },
  { capture: true },
);

// Where CSS cannot hold the filters open on a wide screen, open them once.
if (!CSS.supports("selector(::details-content)") && window.matchMedia("(min-width: 60rem)").matches) {
  for (const drawer of document.querySelectorAll("details.drawer")) drawer.open = true;
}

// A search that was narrowed without leaving the page is what the other language should show.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-language-switch]");
  if (link) link.search = window.location.search;
});

// On paper the figures need what was folded away; where CSS cannot open it, open it once.
if (!CSS.supports("selector(::details-content)")) {
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
}

// A part of the page that could not be fetched says so, and offers its address as a plain link.
function clearFailure() {
  for (const alert of document.querySelectorAll("[data-swap-failed]")) alert.remove();
}

function showFailure(event) {
  const { target, pathInfo } = event.detail;
  const alert = document.getElementById("swap-failed").content.cloneNode(true);
  alert.querySelector("a").href = pathInfo.finalRequestPath || pathInfo.requestPath;
  clearFailure();
  target.before(alert);
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, showFailure);
}
document.addEventListener("htmx:afterSwap", clearFailure);

systemIsDark.addEventListener("change", showTheme);
showTheme();
