// Keeps a draft while it is typed: after a pause of a second, and on leaving the page. It sends only what
// changed, with the version that the page was shown with, and says "saved" only when the server said so.
// What could not be saved stays in this window's own storage and is offered again; signing out clears it.
(() => {
  const PAUSE = 1000;
  const AGAIN = 15000;
  const PREFIX = "draft:";
  const OFFLINE = "Not saved: no connection. Go on; it is saved as soon as there is one.";
  const FAILED = "Not saved: something went wrong. What you typed stays here; use the button to save it.";
  const SENDING_LIMIT = 60000; // what a browser lets a page send while it is being left

  const fieldsOf = (form) =>
    [...form.elements].filter((one) => one.name && !one.closest("[hidden]") && one.type !== "hidden"
      && one.type !== "submit" && one.type !== "file");
  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);

  function begin(form) {
    const url = form.dataset.autosave;
    const key = `${PREFIX}${form.dataset.person}:${url}`;
    const line = form.querySelector("[data-autosave-says]");
    const saved = new Map();
    const page = `${Date.now()}-${Math.random().toString(36).slice(2)}`; // by which it knows itself again
    let turn = 0;
    let timer = 0;
    let sending = false;
    let over = false;

    // A form that came back refused shows what is not saved; any other shows what is.
    fieldsOf(form).forEach((field) => saved.set(field.name, "unsaved" in form.dataset ? null : shown(field)));

    // What the page was sent with: a browser may have filled in something else since.
    function shown(field) {
      if (field.type === "checkbox") return field.defaultChecked ? "on" : "";
      if (field.tagName !== "SELECT") return field.defaultValue;
      const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
      return first ? first.value : "";
    }
    function changed() {
      const found = new Map();
      fieldsOf(form).forEach((field) => {
        if (valueOf(field) !== saved.get(field.name)) found.set(field.name, valueOf(field));
      });
      return found;
    }
    function say(sentence, fault = false) {
      line.textContent = sentence;
      line.classList.toggle("late", fault);
    }
    function store() {
      const left = Object.fromEntries(changed());
      try {
        if (Object.keys(left).length) sessionStorage.setItem(key, JSON.stringify(left));
        else sessionStorage.removeItem(key);
      } catch { /* no storage: the text still stands in the page */ }
    }
    function bodyOf(values) {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.set("seen", form.elements.seen.value);
      body.set("page", page);
      body.set("turn", String(++turn));
      values.forEach((value, name) => body.set(name, value));
      return body;
    }
    function wait(pause) {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    }
    async function save() {
      const values = changed();
      if (!values.size || over) return;
      if (sending) { wait(PAUSE); return; }
      sending = true;
      try {
        const answer = await fetch(url, { method: "POST", body: bodyOf(values), credentials: "same-origin",
          headers: { Accept: "application/json", "X-Requested-With": "fetch" } });
        const told = await answer.json();
        if (told.seen) {
          form.elements.seen.value = told.seen;
          told.kept.forEach((name) => saved.set(name, values.get(name)));
        }
        if (told.sentence) say(told.sentence, !answer.ok);
        if (answer.status === 401) offerSignIn();
      } catch (fault) {
        say(navigator.onLine && !(fault instanceof TypeError) ? FAILED : OFFLINE, true);
        wait(AGAIN);
      } finally {
        sending = false;
        store();
      }
      if (line.classList.contains("late") === false && changed().size) wait(PAUSE);
    }
    function offerSignIn() {
      const link = document.createElement("a");
      link.href = form.dataset.signIn;
      link.textContent = "Sign in";
      line.append(" ", link);
    }
    function leave() {
      const values = changed();
      if (!values.size || over) return;
      store();
      const body = bodyOf(values);
      let size = 0;
      values.forEach((value) => { size += value.length * 3; });
      if (size < SENDING_LIMIT) navigator.sendBeacon(url, body);
    }
    function offer() {
      let left = null;
      try { left = JSON.parse(sessionStorage.getItem(key)); } catch { return; }
      const differs = left && fieldsOf(form).some((one) => one.name in left && left[one.name] !== valueOf(one));
      if (!differs) { sessionStorage.removeItem(key); return; }
      const box = form.querySelector("[data-autosave-offer]");
      box.hidden = false;
      box.querySelector("[data-use]").addEventListener("click", () => {
        fieldsOf(form).forEach((field) => {
          if (!(field.name in left)) return;
          if (field.type === "checkbox") field.checked = left[field.name] === "on";
          else field.value = left[field.name];
        });
        box.hidden = true;
        save();
      });
      box.querySelector("[data-drop]").addEventListener("click", () => {
        sessionStorage.removeItem(key);
        box.hidden = true;
      });
    }

    form.addEventListener("input", () => { store(); wait(PAUSE); });
    form.addEventListener("change", () => { store(); wait(PAUSE / 4); });
    form.addEventListener("submit", () => { over = true; clearTimeout(timer); });
    window.addEventListener("online", () => wait(0));
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", () => { over = false; });
    offer();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-autosave]").forEach(begin);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-signs-out")) return;
    const kept = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
    kept.forEach((name) => sessionStorage.removeItem(name));
  });
})();
