// A button that hides or shows the code of every cell, and remembers the choice.
(function () {
  const key = "news-voices-code";
  const root = document.documentElement;
  function remembered() {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }
  function remember(value) {
    try { localStorage.setItem(key, value); } catch (error) { /* a page without storage */ }
  }
  document.addEventListener("DOMContentLoaded", function () {
    const article = document.querySelector("article.bd-article");
    if (!article || !article.querySelector(".cell_input")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "code-button";
    function show(hidden) {
      root.classList.toggle("code-hidden", hidden);
      button.textContent = hidden ? "Show the code" : "Hide the code";
      button.setAttribute("aria-pressed", String(hidden));
    }
    button.addEventListener("click", function () {
      const hidden = !root.classList.contains("code-hidden");
      remember(hidden ? "hidden" : "shown");
      show(hidden);
    });
    show(remembered() !== "shown");
    article.prepend(button);
  });
})();

// Paper is white: a dark page prints as a light one.
(function () {
  const root = document.documentElement;
  let before = "";
  window.addEventListener("beforeprint", function () {
    before = root.dataset.theme;
    root.dataset.theme = "light";
  });
  window.addEventListener("afterprint", function () { root.dataset.theme = before; });
})();
