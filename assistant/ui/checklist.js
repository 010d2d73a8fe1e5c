// Rows open and close, filters narrow, single clauses are assessed: links named by what they do.
element.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const [what, ...rest] = link.getAttribute("href").slice(1).split("-");
  const about = rest.join("-");
  if (what === "clause" || what === "show" || what === "assess") {
    event.preventDefault();
    trigger("choose", { what, about });
  }
});
