/* Draws the reference into the page. Search is off: it would start a worker from a blob, which the policy refuses. */
const reference = document.getElementById("reference");

Redoc.init(
  reference.dataset.schema,
  { disableSearch: true, nativeScrollbars: true, hideDownloadButton: true, hideLoading: true },
  reference,
);
