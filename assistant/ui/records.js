// Checks, flaws and topics open and close; columns are corrected, deductions settled.
element.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const [what, ...rest] = link ? link.getAttribute("href").slice(1).split("-") : [""];
  if (what === "check" || what === "flaw" || what === "told") {
    event.preventDefault();
    document.body.dataset.kzOpened = what;
    trigger("choose", { what, about: rest.join("-") });
    return;
  }
  const button = event.target.closest("button[data-answer]");
  if (!button) return;
  const field = (name) => element.querySelector(`input[name=${name}]`).value;
  const { answer } = button.dataset;
  trigger("decide", { answer, who: field("who"), why: field("why") });
});

element.addEventListener("change", (event) => {
  const chosen = event.target.closest("select[data-column]");
  if (chosen) trigger("correct", { column: chosen.dataset.column, role: chosen.value });
});

// What was opened or closed begins at the top of the tab, not where its long list stood. The plot
// and the rows below it come with the same answer, and need a moment to have their height.
const VIEWS = { check: "kz-checks", flaw: "kz-flaws", told: "kz-commitments" };

function toTop() {
  const box = element.closest(".tabitem");
  const gap = element.getBoundingClientRect().top - 12;
  if (box && getComputedStyle(box).overflowY === "auto") {
    box.scrollTop += gap - box.getBoundingClientRect().top;
  } else {
    scrollTo(0, scrollY + gap);
  }
}

watch("value", () => {
  const view = VIEWS[document.body.dataset.kzOpened];
  if (!view || !element.closest(`#${view}`)) return;
  delete document.body.dataset.kzOpened;
  setTimeout(toTop, 80);
});
