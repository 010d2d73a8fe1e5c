// A chip asks its question.
element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-ask]");
  if (chip) trigger("ask", { question: chip.dataset.ask });
});
