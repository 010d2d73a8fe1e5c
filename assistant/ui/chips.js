// A chip asks its question; and an answer is read from its beginning, not from its end.
element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-ask]");
  if (chip) trigger("ask", { question: chip.dataset.ask });
});

function toQuestion() {
  const asked = document.querySelectorAll("#kz-talk .user-row");
  const box = document.querySelector("#kz-talk .bubble-wrap");
  const last = asked[asked.length - 1];
  if (box && last) box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
}

// The row of chips is emptied when a question is taken and filled when it is answered.
watch("value", () => setTimeout(toQuestion, 60));
