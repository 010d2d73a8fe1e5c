// One listener for every link to a quote or a file on the page: in chat, checklist, files, report.
let last = null;

function hash(event, names) {
  const link = event.target.closest && event.target.closest("a[href^='#']");
  const name = link ? link.getAttribute("href").slice(1) : "";
  return names.some((start) => name.startsWith(start)) ? { link, name } : null;
}

function pickOut(link) {
  document.querySelectorAll("a.kz-picked").forEach((old) => old.classList.remove("kz-picked"));
  link.classList.add("kz-picked");
  last = link;
}

// On a narrow screen the pane rises over the page; on a wide one it always stands beside.
const sheet = () => document.getElementById("kz-side");

function close() {
  if (!sheet().classList.contains("kz-raised")) return;
  sheet().classList.remove("kz-raised");
  if (last && document.contains(last)) last.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (hash(event, ["close-source"])) {
    event.preventDefault();
    close();
    return;
  }
  const jump = hash(event, ["clause-"]);
  if (jump && !jump.link.closest("#kz-tree")) {
    event.preventDefault();
    document.body.dataset.kzJump = jump.name.slice("clause-".length);
    trigger("jump", { clause: document.body.dataset.kzJump });
    return;
  }
  const found = hash(event, ["cite-", "doc-"]);
  if (!found) return;
  event.preventDefault();
  pickOut(found.link);
  sheet().classList.add("kz-raised");
  reveal();
  trigger("source", { ref: found.name });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

function reveal() {
  const box = element.querySelector(".kz-source-body");
  const hit = element.querySelector("#hit");
  if (!box) return;
  if (!hit) {
    box.scrollTop = 0;
    return;
  }
  const gap = hit.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += gap - box.clientHeight / 3;
  const frame = hit.closest(".kz-scroll");
  if (!frame) return;
  const side = hit.getBoundingClientRect().left - frame.getBoundingClientRect().left;
  frame.scrollLeft += side - frame.clientWidth / 3;
}

watch("value", () => {
  const frame = element.querySelector(".kz-source");
  if (frame) document.documentElement.lang = frame.lang;
  if (!element.querySelector(".kz-source.kz-open")) close();
  reveal();
});
