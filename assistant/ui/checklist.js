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

// A clause opened from elsewhere (a chat, the gaps of the report) is brought into sight.
watch("value", () => {
  if (!document.body.dataset.kzJump) return;
  const row = document.getElementById(`clause-${document.body.dataset.kzJump}`);
  delete document.body.dataset.kzJump;
  if (row) requestAnimationFrame(() => row.scrollIntoView({ block: "start" }));
});
