// What a person changes of a document: its kind, whether it is in force, whether it stays.
element.addEventListener("change", (event) => {
  const kind = event.target.closest("select[data-doc]");
  if (kind) trigger("keep", { what: "kind", ref: kind.dataset.doc, value: kind.value });
});

// Removal is asked for twice: the first click only turns the button into the question.
function disarm() {
  element.querySelectorAll("button.kz-armed").forEach((button) => {
    button.classList.remove("kz-armed");
    button.textContent = button.dataset.word;
  });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-doc]");
  const armed = button && button.classList.contains("kz-armed");
  disarm();
  if (!button) return;
  if (button.dataset.sure && !armed) {
    button.dataset.word = button.textContent;
    button.textContent = button.dataset.sure;
    button.classList.add("kz-armed");
    return;
  }
  button.disabled = true;
  trigger("keep", { what: button.dataset.what, ref: button.dataset.doc, value: "" });
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") disarm();
});
