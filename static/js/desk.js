// Django's type-aheads name themselves by what is chosen, and so have no name while nothing is: name them by their label.
// Asked for after Django's own script, so that jQuery runs it when the type-aheads are there.
window.django?.jQuery?.(() => {
  for (const field of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${field.id}"]`);
    if (!label) continue;
    label.id ||= `${field.id}-label`;
    const boxes = field.parentElement.querySelectorAll(".select2-selection, .select2-selection__rendered");
    for (const box of boxes) box.setAttribute("aria-labelledby", `${label.id} select2-${field.id}-container`);
  }
});
