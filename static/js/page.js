// Every page works without this file. It moves focus to the summary of errors, and keeps a form from
// being sent twice while the first answer is on its way (the server refuses the second in any case).
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-focus]")?.focus();
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.submitter?.dataset.download !== undefined) {
    return; // the page stays, and its other buttons with it
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post") {
    form.dataset.sent = "yes";
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
