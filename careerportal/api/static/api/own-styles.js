/* Lets Redoc draw itself under a Content-Security-Policy that allows no inline style and nothing from another host.

   Redoc writes its rules into <style> elements, which the policy refuses. Here such an element is a stand-in whose sheet
   is constructed and adopted by the document: the same rules, by a way that the policy trusts, because only a script that
   it trusts can go it. Images of other hosts are not asked for. */
(() => {
  const create = document.createElement.bind(document);

  function sheetless() {
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const standIn = create("template");
    Object.defineProperty(standIn, "sheet", { value: sheet });
    return standIn;
  }

  function isForeign(address) {
    return new URL(address, document.baseURI).origin !== location.origin;
  }

  const setAttribute = Element.prototype.setAttribute;
  HTMLImageElement.prototype.setAttribute = function (name, value) {
    if (name !== "src" || !isForeign(value)) setAttribute.call(this, name, value);
  };

  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...source,
    set(value) {
      if (!isForeign(value)) source.set.call(this, value);
    },
  });

  document.createElement = (name, options) =>
    String(name).toLowerCase() === "style" ? sheetless() : create(name, options);
})();
