// Runs before the first paint, so that a reader who chose a theme never sees the other one flash by.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("portal-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed to us: the system's theme stands.
}
